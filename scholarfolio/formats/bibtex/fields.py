"""One BibTeX entry becomes one record, in the form in which an author would type it.

Nothing disappears in silence: a field is used, is known housekeeping, or is named in a note.
"""

from __future__ import annotations

import re

from scholarfolio.content.reader import Raw
from scholarfolio.formats.addresses import addresses, identifier, labelled_addresses
from scholarfolio.formats.bibtex.blocks import Entry
from scholarfolio.formats.bibtex.conversion import Conversion
from scholarfolio.formats.bibtex.identifiers import read_identifiers, read_links
from scholarfolio.formats.bibtex.people import read_people
from scholarfolio.formats.bibtex.tables import HOUSEKEEPING
from scholarfolio.formats.bibtex.venues import read_part_of_book, read_preprint, read_statuses, read_type
from scholarfolio.formats.dates import read_date
from scholarfolio.formats.texts import one_line, paragraphs, split_list, tex, without_outer_braces
from scholarfolio.formats.vocabulary import LANGUAGES
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT

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
_KEYWORDS = ("keywords", "keyword", "author_keywords", "author-keywords", "tags", "topics", "category", "categories")
_FILE = re.compile(r"(?i)[^\s/]\S*\.(?:pdf|png|jpe?g|gif|svg|webp|pptx?|zip|mp4)")


def read_fields(entry: Entry) -> dict[str, Raw]:
    """The record for an entry; what was changed or left out is added to the entry's notes."""
    conversion = Conversion(entry, dict(entry.fields))
    for step in _STEPS:
        step(conversion)
    if conversion.remarks:
        conversion.raw["note"] = re.sub(r"(?<=[.!?]);", "", "; ".join(dict.fromkeys(conversion.remarks)))
    if conversion.links:
        conversion.raw["links"] = conversion.links
    return conversion.raw


def _titles(conversion: Conversion) -> None:
    title = conversion.take("title")
    if not title and conversion.entry.type in ("proceedings", "book", "collection", "inbook"):
        title = conversion.take("booktitle", "maintitle", "chapter")
    conversion.set("title", unbraced_words(tex(title)))
    conversion.set("subtitle", tex(conversion.take("subtitle")))
    if (addition := conversion.unread.get("booksubtitle")) and conversion.unread.get("booktitle"):
        conversion.unread["booktitle"] += f": {addition}"
        del conversion.unread["booksubtitle"]
    if (addition := conversion.unread.get("journalsubtitle")) and conversion.unread.get("journaltitle"):
        conversion.unread["journaltitle"] += f": {addition}"
        del conversion.unread["journalsubtitle"]


def _people(conversion: Conversion) -> None:
    authors = read_people(conversion.take("author", "authors"))
    for name in _collaborations(conversion.words("collaboration")):
        if name not in authors.names:
            authors.names.append(name)
    conversion.set("authors", authors.raw())
    editors = read_people(conversion.take("editor", "editors"))
    if editors.others:
        editors.notes.append("more editors than the named ones are not named")
    conversion.set("editor", list(editors.names))
    for sentence in authors.notes + editors.notes:
        conversion.note(sentence)


def _collaborations(text: str) -> list[str]:
    """``LIGO Scientific, Virgo`` → both as corporate authors."""
    names = [name.strip() for name in re.split(r",|\band\b|&", text) if name.strip()]
    return [
        name if re.search(r"(?i)collaboration|team|group|consortium", name) else f"{name} Collaboration"
        for name in names
    ]


def _date(conversion: Conversion) -> None:
    date = read_date(*(conversion.take(name) for name in ("date", "year", "month", "day")))
    conversion.set("date", date.iso)
    conversion.remarks += [date.words] if date.words else []
    for sentence in date.notes:
        conversion.note(sentence)


def _containers(conversion: Conversion) -> None:
    for name, sources in _WORDS.items():
        text = conversion.words(*sources)
        if re.fullmatch(r"https?://\S+", text):
            conversion.link(text, name)
        else:
            conversion.set(name, text)


def _pages(conversion: Conversion) -> None:
    article = conversion.words("eid", "articleno", "article-number", "article_number")
    pages = re.sub(r"(?<=\w)\s*(?:-{1,3}|–|—|‐|‑|−)\s*(?=\w)", "-", identifier(conversion.take("pages", "page")))
    conversion.set("pages", " ".join(pages.split()) or article)


def _texts(conversion: Conversion) -> None:
    conversion.set("abstract", paragraphs(conversion.take("abstract")))
    conversion.set("summary", paragraphs(conversion.take("summary", "tldr"), one_line))
    note = tex(conversion.take("note"))
    if note and re.fullmatch(r"0+", note):
        conversion.note(f'the note "{note}", which a program left there, was left out')
    elif note:
        _note(conversion, note)
    for name in ("pubstate", "titleaddon", "addendum", "version"):
        if text := tex(conversion.take(name)):
            conversion.remarks.append(f"Version {text}" if name == "version" else text[:1].upper() + text[1:])
    _keywords(conversion)
    language = conversion.words("language", "langid")
    conversion.set("language", LANGUAGES.get(language.lower(), language))


def _note(conversion: Conversion, note: str) -> None:
    """A note that is an address or an arXiv id is not a remark."""
    bare = without_outer_braces(note)
    if (urls := addresses(bare)) and re.fullmatch(r"(?:\\url\s*\{[^{}]*\}|https?://\S+)", bare):
        for url in urls:
            if url != conversion.get("url"):
                conversion.link(url)
    elif re.fullmatch(r"(?i)arxiv:\s*\S+", bare) and ARXIV_ID_IN_TEXT.search(bare):
        conversion.take_arxiv(bare)
    else:
        conversion.remarks.insert(0, note)


def _keywords(conversion: Conversion) -> None:
    words: list[str] = []
    for name in _KEYWORDS:
        typed = conversion.take(name)
        words += filter(None, map(one_line, split_list(typed)))
    conversion.set("keywords", list(dict.fromkeys(words)))


def _flags(conversion: Conversion) -> None:
    if conversion.words("selected").lower() in ("true", "yes", "1"):
        conversion.raw["selected"] = "true"
    award, name = conversion.words("award"), conversion.words("award_name")
    conversion.set("award", re.sub(r"\*+", "", ": ".join(filter(None, (name, award)))))


def _rest(conversion: Conversion) -> None:
    """What no other step took: an address is worth a link, everything else a note."""
    for name, value in conversion.unread.items():
        if HOUSEKEEPING.fullmatch(name) or not one_line(value):
            continue
        labelled = labelled_addresses(value)
        urls = [] if labelled else addresses(value)
        if labelled or (urls and not re.search(r"\s", value.strip())):
            conversion.links += [{"label": label, "url": url} for label, url in labelled]
            for url in urls:
                conversion.link(url, name)
        elif _FILE.fullmatch(value.strip()):
            conversion.note(f'the file that "{name}" names was not imported')
        else:
            conversion.note(f'the field "{name}" has no place here and was left out')


def unbraced_words(title: str) -> str:
    """Without the braces that reference managers put round every capitalised word: they tell nothing apart."""
    behind_first = title.split(" ", 1)[-1]
    if len(re.findall(r"\{[A-Z]", behind_first)) < 3 or re.search(r"(?<![{\w\\$])[A-Z][a-z]", behind_first):
        return title
    return re.sub(r"\{([^\W\d_][\w’'-]*)\}", r"\1", title)


# In this order: each step may lean on what those before it have settled.
_STEPS = (
    _titles,
    _people,
    _date,
    _containers,
    read_part_of_book,
    _pages,
    read_identifiers,
    read_links,
    read_type,
    read_statuses,
    read_preprint,
    _texts,
    _flags,
    _rest,
)
