"""What references say of a paper, whatever their style."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from scholarfolio.content.models import Paper, arxiv_url, doi_url
from scholarfolio.formats.citation_styles.wording import curled, label, last_character
from scholarfolio.formats.plain_facts import THESES, places
from scholarfolio.text import plain
from scholarfolio.text.markup import escape
from scholarfolio.values.dates import MONTHS, PartialDate
from scholarfolio.values.names import Name
from scholarfolio.values.titles import full_title

# Types that references treat alike; all others are their own kind.
_KINDS = dict.fromkeys(THESES, "thesis") | {
    "inproceedings": "part",
    "workshop": "part",
    "chapter": "part",
    "proceedings": "book",
    "poster": "talk",
}
_NOTE = re.compile(r'\s*<span class="footnote">.*?</span>', re.DOTALL)
_DOCTORAL, _MASTERS = "phdthesis", "mastersthesis"


class Work(NamedTuple):
    """A paper's facts as safe HTML, each empty where it is not known.

    Attributes:
        kind: article, part (of proceedings or a book), book, thesis, report, preprint, dataset, software, talk,
            patent, unpublished or misc.
        type: the paper's own type, where a kind has several.
        title: without a full stop at its end.
        english: headlines may capitalise the title.
        container: the journal, book, proceedings or event.
        edition: as an ordinal, or in the record's words.
        pages: as written by the record, a dash between first and last.
        link: the address of its DOI, or another.
    """

    kind: str
    type: str
    authors: tuple[Name, ...]
    others: bool
    editors: tuple[Name, ...]
    date: PartialDate | None
    title: str
    english: bool
    container: str
    series: str
    volume: str
    number: str
    pages: str
    chapter: str
    edition: str
    publisher: str
    place: str
    doi: str
    arxiv: str
    link: str

    @property
    def year(self) -> str:
        """The year alone."""
        return str(self.date.year) if self.date else ""

    @property
    def is_article_number(self) -> bool:
        """Whether what stands for the pages counts articles instead: ``e7``."""
        return bool(re.fullmatch(r"[A-Za-z]+\d+", self.pages))

    @property
    def has_several_pages(self) -> bool:
        """Whether the pages are more than one."""
        return bool(re.search(r"[–,;]", self.pages))

    @property
    def self_published(self) -> bool:
        """Whether its author and its publisher are one body."""
        return [str(escape(name.display)) for name in self.authors] == [self.publisher]

    def numbered(self, word: str) -> str:
        """The number with a word before it, unless it brings one along: ``Technical Report 12``."""
        return self.number if re.match(r"[^\W\d_]{3,}\.?\s", self.number) else label(word, self.number)

    @property
    def own_number(self) -> str:
        """The number with a word before it only if it has no letters: ``No. 12`` but ``TR-12``."""
        return label("No.", self.number) if self.number[:1].isdigit() else self.number

    def thesis(self, doctoral: str, masters: str, other: str) -> str:
        """The style's words for a thesis of this type."""
        return {_DOCTORAL: doctoral, _MASTERS: masters}.get(self.type, other)


def work_of(paper: Paper) -> Work:
    """Gather what references say of a paper."""
    publication = places(paper)
    kind = _kind(paper, publication.container)
    return Work(
        kind=kind,
        type=paper.type,
        authors=tuple(author.name for author in paper.authors.named),
        others=paper.authors.others,
        editors=paper.editor,
        date=paper.date,
        title=title_html(paper),
        english=not paper.language or paper.language.lower().startswith("en"),
        container="" if kind == "preprint" else str(escape(publication.container)),
        series=_text(paper.series),
        volume=_text(paper.volume),
        number=_text(paper.number),
        pages=_dashes(_text(paper.pages)),
        chapter=_text(paper.chapter) if re.fullmatch(r"[\dIVXLC.]+", paper.chapter) else "",
        edition=ordinal_edition(_text(paper.edition)),
        publisher=str(escape(publication.publisher)) or ("arXiv" if kind == "preprint" else ""),
        place=_text(paper.address),
        doi=paper.doi,
        arxiv=paper.arxiv,
        link=_link(paper, kind),
    )


def _kind(paper: Paper, container: str) -> str:
    """What it is to be cited as; journals called "arXiv preprint …" are none."""
    if container.lower().startswith("arxiv") or (paper.arxiv and paper.type == "article" and not container):
        return "preprint"
    if paper.type in ("", "misc"):
        elsewhere = "preprint" if paper.arxiv and not container else "misc"
        return "article" if paper.journal else "part" if paper.booktitle else elsewhere
    return _KINDS.get(paper.type, paper.type)


def title_html(paper: Paper) -> str:
    """Title and subtitle as HTML, without links, notes and a full stop at their end."""
    title, subtitle = (curled(_NOTE.sub("", str(text.label)).strip()) for text in (paper.title, paper.subtitle))
    title = full_title(title, subtitle, last_character(title))
    return title if title.endswith("..") else title.removesuffix(".")


def _text(words: str) -> str:
    return str(escape(plain(words))) if words else ""


def _link(paper: Paper, kind: str) -> str:
    if paper.doi:
        return doi_url(paper.doi)
    return arxiv_url(paper.arxiv) if kind == "preprint" and paper.arxiv else paper.url


# --- pages, editions, dates -------------------------------------------------------------------------------


def _dashes(pages: str) -> str:
    """Ranges with a dash: ``101--117`` as ``101–117``, and ``7-7`` as ``7``."""
    dashed = re.sub(r"(?<=\w)\s*(?:--+|[-\u2010-\u2015])\s*(?=\w)", "–", pages)
    return re.sub(r"^(\w+)–\1$", r"\1", dashed).rstrip("+ ")


def shortened(pages: str, cut: Callable[[str, str], str]) -> str:
    """Ranges of plain numbers with their second one cut, as in ``101–17``; ``cut`` is given both."""

    def one(match: re.Match[str]) -> str:
        first, second = match.groups()
        return f"{first}–{cut(first, second) if len(first) == len(second) and first < second else second}"

    return re.sub(r"(?<![\w.:–])(\d+)–(\d+)(?![\w.:–])", one, pages)


def different_digits(first: str, second: str) -> str:
    """The digits of the second number from the first that differs on."""
    return second[next(at for at in range(len(first)) if first[at] != second[at]) :]


def last_two_digits(first: str, second: str) -> str:
    """At least the last two digits of the second number."""
    return max(different_digits(first, second), second[-2:], key=len)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal_edition(edition: str) -> str:
    """``2``, ``Second`` and ``2nd edition`` as ``2nd``; other words as they are, without "edition"."""
    bare = re.sub(r"[\s,]*\b(?:ed|edn|edition)\b\.?$", "", edition, flags=re.IGNORECASE)
    if bare.lower() in _ORDINALS:
        bare = str(_ORDINALS.index(bare.lower()) + 1)
    if not bare.isdecimal():
        return bare
    number = int(bare)
    special = number % 100 in (11, 12, 13)
    return f"{number}{'th' if special else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def month_name(date: PartialDate, short: Mapping[int, str] | None = None) -> str:
    """The month in English, or nothing; ``short`` says which months are written in another way."""
    if not date.month:
        return ""
    return MONTHS[date.month - 1] if short is None else short.get(date.month, MONTHS[date.month - 1][:3] + ".")
