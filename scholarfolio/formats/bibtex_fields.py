"""One BibTeX entry becomes one record, in the form in which an author would type it.

Nothing disappears in silence: a field is used, is known housekeeping, or is named in a note.
"""

from __future__ import annotations

import re

from scholarfolio.formats.bibtex_blocks import Entry
from scholarfolio.formats.bibtex_dates import read_date
from scholarfolio.formats.bibtex_people import read_people
from scholarfolio.formats.bibtex_tables import (
    ENTRY_TYPES,
    HOUSEKEEPING,
    LANGUAGES,
    LINK_LABELS,
    PREPRINT_SERVERS,
    THESIS_TYPES,
)
from scholarfolio.formats.bibtex_text import (
    addresses,
    identifier,
    labelled_addresses,
    one_line,
    paragraphs,
    tex,
    without_outer_braces,
)
from scholarfolio.load import Raw
from scholarfolio.paper_types import PAPER_TYPES, TYPE_ALIASES

ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?![\w])")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s,;]*[^\s,;.]")
_ARXIV_CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,})?")
_PLACEHOLDER = re.compile(r"[xX?]+(?:\s*[-–]+\s*[xX?]+)?")
_STATUS = r"to appear|in press|forthcoming|accepted|submitted|under review|in revision|pending[\w ]*"
_STATUS_BEFORE = re.compile(
    rf"({_STATUS})(?:\s+(?:for publication\s+)?(?:in|to|by|at|with))?(?:\s+the)?\b[:,]?\s*", re.I
)
_STATUS_BEHIND = re.compile(rf"\s*[,;(\[]\s*({_STATUS})\s*[)\]]?\.?$", re.I)

# Fields that hold words and go by the same or another name here, each with the names that people and biblatex use.
_WORDS = {
    "journal": ("journal", "journaltitle"),
    "booktitle": ("booktitle",),
    "volume": ("volume",),
    "number": ("number", "issue"),
    "series": ("series",),
    "edition": ("edition",),
    "chapter": ("chapter",),
    "publisher": ("publisher",),
    "organization": ("organization", "assignee", "holder"),
    "school": ("school",),
    "institution": ("institution",),
    "address": ("address", "location"),
    "venue": ("abbr", "venue", "eventtitle", "conference"),
}
_LINKS = {
    "code": ("code", "github", "repository", "repo"),
    "data": ("data", "dataset"),
    "project": ("website", "project", "projectpage", "project_page", "webpage", "homepage"),
    "slides": ("slides",),
    "poster": ("poster",),
    "video": ("video", "talk"),
    "pdf": ("pdf",),
}
_SEVERAL = ("code", "data")
_THESES = ("phdthesis", "mastersthesis", "thesis")
_BOOK_WORDS = re.compile(
    r"(?i)\b(?:hand|year)book|encyclop|\bproceedings\b|\bbulletin\b|\bgazette\b|\bjournal\b|\brevue\b|\breference\b"
    r"|\bcompanion to\b|\bedited by\b|\(eds?\.?\)|\blecture notes\b"
)


def read_fields(entry: Entry) -> dict[str, Raw]:
    """The record for an entry; what was changed or left out is added to the entry's notes."""
    return _Reader(entry).record()


class _Reader:
    """Takes an entry's fields one after another; what is left at the end was not understood."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.left = dict(entry.fields)
        self.raw: dict[str, Raw] = {}
        self.remarks: list[str] = []  # become the record's note
        self.links: list[Raw] = []

    def record(self) -> dict[str, Raw]:
        self._titles()
        self._people()
        self._date()
        for name, sources in _WORDS.items():
            text = self._words(*sources)
            if re.fullmatch(r"https?://\S+", text):
                self.links.append({"label": _label(name), "url": text})
            else:
                self._set(name, text)
        self._part_of_book()
        self._pages()
        self._identifiers()
        self._addresses()
        self._type()
        self._statuses()
        self._preprint()
        if self._get("venue") in (self._get("journal"), self._get("booktitle")):
            self.raw.pop("venue", None)
        self._texts()
        self._flags()
        self._rest()
        if self.remarks:
            self.raw["note"] = re.sub(r"(?<=[.!?]);", "", "; ".join(dict.fromkeys(self.remarks)))
        if self.links:
            self.raw["links"] = self.links
        return self.raw

    def _take(self, *names: str) -> str:
        """The first of these fields that has a value; others that say the same go with it."""
        taken = ""
        for name in names if len(names) > 1 or names[0] in self.left else ():
            value = self.left.get(name, "")
            if not taken or value == taken:
                taken = self.left.pop(name, "") or taken
        return taken

    def _words(self, *names: str) -> str:
        return one_line(self._take(*names))

    def _set(self, name: str, value: Raw) -> None:
        if value:
            self.raw[name] = value

    def _get(self, name: str) -> str:
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else ""

    def _titles(self) -> None:
        title = self._take("title")
        if not title and self.entry.type in ("proceedings", "book", "collection", "inbook"):
            title = self._take("booktitle", "maintitle", "chapter")
        self._set("title", unbraced_words(tex(title)))
        self._set("subtitle", tex(self._take("subtitle")))
        if (addition := self.left.get("booksubtitle")) and self.left.get("booktitle"):
            self.left["booktitle"] += f": {addition}"
            del self.left["booksubtitle"]
        if (addition := self.left.get("journalsubtitle")) and self.left.get("journaltitle"):
            self.left["journaltitle"] += f": {addition}"
            del self.left["journalsubtitle"]

    def _people(self) -> None:
        authors = read_people(self._take("author", "authors"))
        for name in _collaborations(self._words("collaboration")):
            if name not in authors.names:
                authors.names.append(name)
        self._set("authors", authors.raw())
        editors = read_people(self._take("editor", "editors"))
        if editors.others:
            editors.notes.append("more editors than the named ones are not named")
        self._set("editor", list(editors.names))
        for sentence in authors.notes + editors.notes:
            self.entry.note(sentence)

    def _date(self) -> None:
        found = read_date(*(self._take(name) for name in ("date", "year", "month", "day")))
        self._set("date", found.iso)
        self.remarks += [found.words] if found.words else []
        for sentence in found.notes:
            self.entry.note(sentence)

    def _pages(self) -> None:
        article = self._words("eid", "articleno", "article-number", "article_number")
        pages = re.sub(r"(?<=\w)\s*(?:-{1,3}|–|—|‐|‑|−)\s*(?=\w)", "-", identifier(self._take("pages", "page")))
        self._set("pages", " ".join(pages.split()) or article)

    def _type(self) -> None:
        kind, own = self._entry_kind(), self._words("type")
        word = own.lower().replace(".", "").replace("'", "").replace("’", "")
        if kind in _THESES:
            kind = THESIS_TYPES.get(word, "thesis") if own else kind
            if "school" not in self.raw and "institution" in self.raw:
                self.raw["school"] = self.raw.pop("institution")
        elif not kind:
            kind = THESIS_TYPES.get(word, _LABELS.get(word, ""))
        if own and word not in (kind, _label_word(kind), "techreport", "technical report", *THESIS_TYPES):
            self.remarks.append(own)
        self._set("type", kind)

    def _entry_kind(self) -> str:
        """Our type for the entry's, or nothing."""
        if self.entry.type in ENTRY_TYPES:
            return ENTRY_TYPES[self.entry.type]
        kind = TYPE_ALIASES.get(self.entry.type, self.entry.type)
        if kind in PAPER_TYPES:
            return kind
        self.entry.note(f'the type "@{self.entry.type}" is not known here; the record has none')
        return ""

    def _part_of_book(self) -> None:
        """A chapter that is named, not numbered: which of the two texts is the book's is told by its words."""
        chapter, title = self._get("chapter"), self._get("title")
        if self.entry.type != "inbook" or "booktitle" in self.raw or len(chapter.split()) < 2:
            return
        if _BOOK_WORDS.search(chapter) and not _BOOK_WORDS.search(title):
            self.raw["booktitle"] = self.raw.pop("chapter")
        elif _BOOK_WORDS.search(title) and not _BOOK_WORDS.search(chapter):
            self.raw["title"], self.raw["booktitle"] = tex(self.entry.fields["chapter"]), one_line(title)
            del self.raw["chapter"]
        else:
            return
        self.entry.note("`title` and `chapter` were read as the names of a chapter and of its book; see `booktitle`")

    # --- identifiers and addresses ----------------------------------------------------------------------------------

    def _identifiers(self) -> None:
        self._doi()
        self._eprint()
        self._set("pubmed", "".join(re.findall(r"\d+", identifier(self._take("pmid", "pubmed")))))
        for name in ("isbn", "issn"):
            self._serial(name)

    def _doi(self) -> None:
        typed = identifier(self._take("doi"))
        if not typed:
            return
        if match := _DOI.search(typed):
            self.raw["doi"] = match[0]
        bare = re.sub(r"(?i)arxiv\.", "", typed)
        if ("arxiv" in typed.lower() and (found := ARXIV_ID.search(bare))) or (found := ARXIV_ID.fullmatch(typed)):
            self.raw["arxiv"] = found[1]
        elif not match and (found_urls := addresses(typed)):
            self.left.setdefault("url", found_urls[0])
        elif not match:
            self.entry.note(f'"{typed}" is not a DOI, so it was left out')

    def _eprint(self) -> None:
        eprint = identifier(self._take("eprint", "arxiv", "arxivid", "arxiv_id", "arxiv-id"))
        kind = identifier(self._take("archiveprefix", "eprinttype")).lower()
        area = identifier(self._take("primaryclass", "eprintclass"))
        found = ARXIV_ID.search(re.sub(r"(?i)^.*arxiv(?:\.org/(?:abs|pdf)/|:)\s*|\.pdf$", "", eprint))
        if found and kind in ("", "arxiv"):
            self.raw["arxiv"] = found[1]
            if _ARXIV_CLASS.fullmatch(area):
                self.raw["category"] = area
        elif eprint and kind in ("pubmed", "pmid"):
            self.raw["pubmed"] = eprint
        elif eprint.startswith(("http://", "https://")):
            self.left.setdefault("url", eprint)
        elif eprint:
            self.entry.note(f'the eprint "{kind}{":" if kind else ""}{eprint}" has no place here and was left out')

    def _serial(self, name: str) -> None:
        pattern = r"\d{4}-?\d{3}[\dXx]" if name == "issn" else r"(?:97[89][- ]?)?\d[\d -]{8,14}[\dXx]|\d{9}[\dXx]"
        typed = re.sub(r"[‐‑–—−]|--", "-", identifier(self._take(name)))
        found = [number.strip() for number in re.findall(pattern, typed)]
        if name == "issn":
            found = [f"{number[:4]}-{number[-4:]}" for number in found]
        if typed and not found:
            self.entry.note(f'"{typed}" is not an {name.upper()}, so it was left out')
        self._set(name, found[0] if len(found) == 1 else list(dict.fromkeys(found)))

    def _addresses(self) -> None:
        urls = addresses(self._take("url", "link", "html"))
        self._how_published(urls)
        if urls:
            self.raw["url"] = urls[0]
            self.links += [{"url": url} for url in urls[1:]]
        self._take_arxiv(self._get("url"))
        for name, sources in _LINKS.items():
            for source in sources:
                self._link(name, source)

    def _how_published(self, urls: list[str]) -> None:
        typed = self._take("howpublished")
        if found := addresses(typed):
            urls += [url for url in found if url not in urls]
            typed = re.sub(r"\\url\s*\{[^{}]*\}|https?://\S+|[Aa]vailable (?:at|from):?\s*$", "", typed).strip(
                " ,;:.()"
            )
        text = one_line(typed)
        self._set("howpublished", "" if text in (self._get("journal"), self._get("booktitle")) else text)

    def _link(self, name: str, source: str) -> None:
        if (typed := self.left.get(source, "")) and (found := addresses(typed)):
            del self.left[source]
            if name in self.raw:
                self.links += [{"label": _label(source), "url": url} for url in found]
            else:
                self.raw[name] = found if name in _SEVERAL and len(found) > 1 else found[0]

    def _take_arxiv(self, text: str) -> None:
        """An arXiv id that stands in an address or in a journal's place."""
        if "arxiv" in text.lower() and "arxiv" not in self.raw and (found := ARXIV_ID.search(text)):
            self.raw["arxiv"] = found[1]

    # --- where it appeared ------------------------------------------------------------------------------------------

    def _statuses(self) -> None:
        """``Accepted in Brain`` is a remark and a journal; ``xx--xx`` is nothing."""
        for name in ("journal", "booktitle", "volume", "number", "pages"):
            text = self._get(name)
            if found := _STATUS_BEFORE.match(text):
                self._status(name, found[1], text[found.end() :])
            elif found := _STATUS_BEHIND.search(text):
                self._status(name, found[1], text[: found.start()])
            if _PLACEHOLDER.fullmatch(self._get(name)):
                del self.raw[name]
                self.entry.note(f'the placeholder in "{name}" was left out')

    def _status(self, name: str, status: str, rest: str) -> None:
        self.remarks.append(status[:1].upper() + status[1:].lower())
        self.raw.pop(name)
        self._set(name, rest.strip())
        self.entry.note(f'"{status}" was moved from "{name}" to the note')

    def _preprint(self) -> None:
        """What appeared only on a preprint server is a preprint, and the server is its venue."""
        places = ("journal", "howpublished", "institution", "publisher")
        container = next(filter(None, map(self._get, places)), "")
        self._take_arxiv(container)
        server = _server(container)
        published = bool(self.raw.keys() & {"booktitle", "journal", "institution", "school", "isbn"}) and not server
        if self._get("type") not in ("", "article", "unpublished", "report") or published:
            return
        venue = self._get("venue")
        if not server and ("arxiv" not in self.raw or self._get("publisher") or (venue and not _server(venue))):
            return
        if server == "arXiv":
            self._take_arxiv(f"arxiv {self._get('volume')} {self._get('pages')}")
        for name in places:
            if _server(self._get(name)):
                del self.raw[name]
        for name in ("volume", "number", "pages"):
            if re.match(r"(?i)abs/|arxiv:", self._get(name)) or self._get(name) in (self._get("arxiv"), ""):
                self.raw.pop(name, None)
        self.raw["type"] = "preprint"
        if not venue or _server(venue):
            self.raw["venue"] = server or "arXiv"

    # --- words ------------------------------------------------------------------------------------------------------

    def _texts(self) -> None:
        self._set("abstract", paragraphs(self._take("abstract")))
        self._set("summary", paragraphs(self._take("summary", "tldr"), one_line))
        note = tex(self._take("note"))
        if note and re.fullmatch(r"0+", note):
            self.entry.note(f'the note "{note}", which a program left there, was left out')
        elif note:
            self._note(note)
        for name in ("pubstate", "titleaddon", "addendum", "version"):
            if text := tex(self._take(name)):
                self.remarks.append(f"Version {text}" if name == "version" else text[:1].upper() + text[1:])
        self._keywords()
        language = self._words("language", "langid")
        self._set("language", LANGUAGES.get(language.lower(), language))

    def _note(self, note: str) -> None:
        """A note that is an address or an arXiv id is not a remark."""
        bare = without_outer_braces(note)
        if (found := addresses(bare)) and re.fullmatch(r"(?:\\url\s*\{[^{}]*\}|https?://\S+)", bare):
            self.links += [{"url": url} for url in found if url != self._get("url")]
        elif re.fullmatch(r"(?i)arxiv:\s*\S+", bare) and ARXIV_ID.search(bare):
            self._take_arxiv(bare)
        else:
            self.remarks.insert(0, note)

    def _keywords(self) -> None:
        words: list[str] = []
        for name in (
            "keywords",
            "keyword",
            "author_keywords",
            "author-keywords",
            "tags",
            "topics",
            "category",
            "categories",
        ):
            typed = self._take(name)
            separator = ";" if ";" in typed else ","
            words += filter(None, (one_line(word) for word in typed.split(separator)))
        self._set("keywords", list(dict.fromkeys(words)))

    def _flags(self) -> None:
        if self._words("selected").lower() in ("true", "yes", "1"):
            self.raw["selected"] = "true"
        award, name = self._words("award"), self._words("award_name")
        self._set("award", re.sub(r"\*+", "", ": ".join(filter(None, (name, award)))))

    def _rest(self) -> None:
        """What no other step took: an address is worth a link, everything else a note."""
        for name, value in self.left.items():
            if HOUSEKEEPING.fullmatch(name) or not one_line(value):
                continue
            labelled = labelled_addresses(value)
            found = [] if labelled else addresses(value)
            if labelled or (found and not re.search(r"\s", value.strip())):
                self.links += [{"label": label, "url": url} for label, url in labelled]
                self.links += [{"label": _label(name), "url": url} for url in found]
            elif re.fullmatch(
                r"[^\s/][^\s]*\.(?:pdf|png|jpe?g|gif|svg|webp|pptx?|zip|mp4)", value.strip(), re.IGNORECASE
            ):
                self.entry.note(f'the file that "{name}" names was not imported')
            else:
                self.entry.note(f'the field "{name}" has no place here and was left out')


def _label_word(kind: str) -> str:
    return PAPER_TYPES[kind].label.lower().replace("’", "") if kind else ""


_LABELS = {_label_word(kind): kind for kind in PAPER_TYPES}


def _label(name: str) -> str:
    return LINK_LABELS.get(name, name.replace("_", " ").replace("-", " ").capitalize())


def _server(text: str) -> str:
    """The preprint server that a journal's place names, or nothing: ``arXiv preprint arXiv:2001.00001``."""
    bare = re.sub(r"(?i)\b(?:e-?prints?|pre-?prints?(?!\.)|\(cornell university\))|\[[\w.-]+\]", " ", text)
    bare = " ".join(ARXIV_ID.sub(" ", re.sub(r"(?i)(?<=arxiv)(?:\.org)?(?:/abs/|:)|abs/", " ", bare)).split()).lower()
    words = bare.strip(" .,:;()").split()
    if words and set(words) == {"arxiv"}:
        return "arXiv"
    return PREPRINT_SERVERS.get(" ".join(words).removesuffix(".org"), "")


def _collaborations(text: str) -> list[str]:
    """``LIGO Scientific, Virgo`` → both as corporate authors."""
    names = [name.strip() for name in re.split(r",|\band\b|&", text) if name.strip()]
    return [
        name if re.search(r"(?i)collaboration|team|group|consortium", name) else f"{name} Collaboration"
        for name in names
    ]


def unbraced_words(title: str) -> str:
    """Without the braces that reference managers put round every capitalised word: they tell nothing apart."""
    behind_first = title.split(" ", 1)[-1]
    if len(re.findall(r"\{[A-Z]", behind_first)) < 3 or re.search(r"(?<![{\w\\$])[A-Z][a-z]", behind_first):
        return title
    return re.sub(r"\{([^\W\d_][\w’'-]*)\}", r"\1", title)
