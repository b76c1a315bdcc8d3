"""What kind of paper a BibTeX entry stands for, and where it appeared."""

from __future__ import annotations

import re

from scholarfolio.formats.bibtex.conversion import Conversion
from scholarfolio.formats.bibtex.tables import ENTRY_TYPES
from scholarfolio.formats.texts import one_line, tex
from scholarfolio.formats.vocabulary import PREPRINT_SERVERS, THESIS_TYPES
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT
from scholarfolio.values.paper_types import PAPER_TYPES, TYPE_ALIASES

_THESES = ("phdthesis", "mastersthesis", "thesis")


def read_type(conversion: Conversion) -> None:
    """Settle the type, from the entry's and from its field `type`."""
    kind, own = _entry_kind(conversion), conversion.words("type")
    word = own.lower().replace(".", "").replace("'", "").replace("’", "")
    if kind in _THESES:
        kind = THESIS_TYPES.get(word, "thesis") if own else kind
        if "school" not in conversion.raw and "institution" in conversion.raw:
            conversion.raw["school"] = conversion.raw.pop("institution")
    elif not kind:
        kind = THESIS_TYPES.get(word, _LABELS.get(word, ""))
    if own and word not in (kind, _label_word(kind), "techreport", "technical report", *THESIS_TYPES):
        conversion.remarks.append(own)
    conversion.set("type", kind)


def _entry_kind(conversion: Conversion) -> str:
    """Our type for the entry's, or nothing."""
    if conversion.entry.type in ENTRY_TYPES:
        return ENTRY_TYPES[conversion.entry.type]
    kind = TYPE_ALIASES.get(conversion.entry.type, conversion.entry.type)
    if kind in PAPER_TYPES:
        return kind
    conversion.note(f'the type "@{conversion.entry.type}" is not known here; the record has none')
    return ""


# Words by which a book, a journal or proceedings can be told from a part of it.
_BOOK_WORDS = re.compile(
    r"(?i)\b(?:hand|year)book|encyclop|\bproceedings\b|\bbulletin\b|\bgazette\b|\bjournal\b|\brevue\b|\breference\b"
    r"|\bcompanion to\b|\bedited by\b|\(eds?\.?\)|\blecture notes\b"
)


def read_part_of_book(conversion: Conversion) -> None:
    """A chapter that is named, not numbered: which of the two texts is the book's is told by its words."""
    chapter, title = conversion.get("chapter"), conversion.get("title")
    if conversion.entry.type != "inbook" or "booktitle" in conversion.raw or len(chapter.split()) < 2:
        return
    if _BOOK_WORDS.search(chapter) and not _BOOK_WORDS.search(title):
        conversion.raw["booktitle"] = conversion.raw.pop("chapter")
    elif _BOOK_WORDS.search(title) and not _BOOK_WORDS.search(chapter):
        conversion.raw["title"], conversion.raw["booktitle"] = tex(conversion.entry.fields["chapter"]), one_line(title)
        del conversion.raw["chapter"]
    else:
        return
    conversion.note("`title` and `chapter` were read as the names of a chapter and of its book; see `booktitle`")


_PLACEHOLDER = re.compile(r"[xX?]+(?:\s*[-–]+\s*[xX?]+)?")
_STATUS = r"to appear|in press|forthcoming|accepted|submitted|under review|in revision|pending[\w ]*"
_STATUS_BEFORE = re.compile(
    rf"(?i)({_STATUS})(?:\s+(?:for publication\s+)?(?:in|to|by|at|with)(?:\s+the)?\b[:,]?\s*|\s*[:,]\s*|\s*$)"
)
_STATUS_BEHIND = re.compile(rf"(?i)\s*[,;(\[]\s*({_STATUS})\s*[)\]]?\.?$")


def read_statuses(conversion: Conversion) -> None:
    """``Accepted in Brain`` is a remark and a journal; ``xx--xx`` is nothing."""
    for name in ("journal", "booktitle", "volume", "number", "pages"):
        text = conversion.get(name)
        if match := _STATUS_BEFORE.match(text):
            _status(conversion, name, match[1], text[match.end() :])
        elif match := _STATUS_BEHIND.search(text):
            _status(conversion, name, match[1], text[: match.start()])
        if _PLACEHOLDER.fullmatch(conversion.get(name)):
            del conversion.raw[name]
            conversion.note(f'the placeholder in "{name}" was left out')


def _status(conversion: Conversion, name: str, status: str, text: str) -> None:
    conversion.remarks.append(status[:1].upper() + status[1:].lower())
    conversion.raw.pop(name)
    conversion.set(name, text.strip())
    conversion.note(f'"{status}" was moved from "{name}" to the note')


def read_preprint(conversion: Conversion) -> None:
    """What appeared only on a preprint server is a preprint, and the server is its venue."""
    places = ("journal", "howpublished", "institution", "publisher")
    container = next(filter(None, map(conversion.get, places)), "")
    conversion.take_arxiv(container)
    server = _server(container)
    published = bool(conversion.raw.keys() & {"booktitle", "journal", "institution", "school", "isbn"}) and not server
    if conversion.get("type") not in ("", "article", "unpublished", "report") or published:
        return
    venue = conversion.get("venue")
    if not server and ("arxiv" not in conversion.raw or conversion.get("publisher") or (venue and not _server(venue))):
        return
    if server == "arXiv":
        conversion.take_arxiv(f"arxiv {conversion.get('volume')} {conversion.get('pages')}")
    for name in places:
        if _server(conversion.get(name)):
            del conversion.raw[name]
    for name in ("volume", "number", "pages"):
        if re.match(r"(?i)abs/|arxiv:", conversion.get(name)) or conversion.get(name) in (conversion.get("arxiv"), ""):
            conversion.raw.pop(name, None)
    conversion.raw["type"] = "preprint"
    if not venue or _server(venue):
        conversion.raw["venue"] = server or "arXiv"


def _server(text: str) -> str:
    """The preprint server that a journal's place names, or nothing: ``arXiv preprint arXiv:2001.00001``."""
    bare = re.sub(r"(?i)\b(?:e-?prints?|pre-?prints?(?!\.)|\(cornell university\))|\[[\w.-]+\]", " ", text)
    bare = re.sub(r"(?i)(?<=arxiv)(?:\.org)?(?:/abs/|:)|abs/", " ", bare)
    bare = " ".join(ARXIV_ID_IN_TEXT.sub(" ", bare).split()).lower()
    words = bare.strip(" .,:;()").split()
    if words and set(words) == {"arxiv"}:
        return "arXiv"
    return PREPRINT_SERVERS.get(" ".join(words).removesuffix(".org"), "")


def _label_word(kind: str) -> str:
    return PAPER_TYPES[kind].label.lower().replace("’", "") if kind else ""


_LABELS = {_label_word(kind): kind for kind in PAPER_TYPES}
