"""The search index: every word of the site with all its places, as a script that ``static/search-engine.js`` reads.

The index is a concordance. The words of all papers, and then of the other pages, stand in one long row: document by
document, field by field. Each term is listed with its places in that row, and the length of every field tells which
document and field a place belongs to. Words side by side are neighbours in the row, so phrases need no texts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from operator import sub
from urllib.parse import quote

from scholarfolio.catalog import INDEXES, Heading
from scholarfolio.facts import Facts
from scholarfolio.languages import Language
from scholarfolio.model import Page, Paper
from scholarfolio.people import Byline

FIELDS = ("title", "authors", "topics", "venue", "text", "year", "type", "has")
# What readers type before a colon, and the field that it looks in; ``is:selected`` reads better than ``has:``.
FILTERS = {
    "title": "title",
    "author": "authors",
    "topic": "topics",
    "venue": "venue",
    "abstract": "text",
    "year": "year",
    "type": "type",
    "has": "has",
    "is": "has",
}
# A result names this many authors.
AUTHORS_SHOWN = 6

# How words are folded. The script folds what readers type by these same tables: they travel with the index.

# Accents, points and what is not seen at all. All are classes of regular expressions, in Python as in JavaScript.
MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
# Vowel signs, which are no letters but belong to the words of South Asian scripts.
VOWELS = "\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc"
# Scripts written without spaces: every character is a word, and words are phrases.
SINGLES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
# What decomposing does not turn into plain letters; and of the many apostrophes and hyphens, one each.
LETTERS = {
    **dict(
        zip(
            "æœøłđðþıħŋŧĸßƒəɛɔς",
            ["ae", "oe", "o", "l", "d", "d", "th", "i", "h", "ng", "t", "k", "ss", "f", "e", "e", "o", "σ"],
            strict=True,
        )
    ),
    **dict.fromkeys("‘’ʼʻ′＇", "'"),
    **dict.fromkeys("‐‒–−", "-"),
}

_TRANSLATION = str.maketrans(LETTERS)
_MARKS = re.compile(f"[{MARKS}]")
_JOINTS = re.compile("[-'.]")
_ASCII_WORDS = re.compile(r"[a-z0-9]+(?:[-'.][a-z0-9]+)*")


def dumps(facts: Facts) -> str:
    """The index of a site, in time linear in its text."""
    concordance = Concordance()
    groups = [group for index in INDEXES for group in facts.headings(index)]
    papers = facts.papers
    pages = facts.pages
    for paper in papers:
        concordance.add(facts.piece("words", paper.id, partial(_paper_words, paper.id, facts)))
    for group in groups:
        concordance.add(words_of(_group_fields(group)))
    for page in pages:
        concordance.add(words_of({"title": [page.title], "text": [page.description, page.body.plain]}))
    terms = sorted(concordance.places, key=lambda term: term.encode("utf-16-be"))  # as JavaScript compares
    data = {
        "letters": LETTERS,
        "marks": MARKS,
        "vowels": VOWELS,
        "singles": SINGLES,
        "fields": FIELDS,
        "filters": _filters(facts.language),
        "papers": _papers_shown(papers, facts),
        "pages": _pages_shown(groups, pages, facts),
        "lengths": coded(concordance.lengths),
        "terms": front_coded(terms),
        "places": " ".join(coded(_steps(concordance.places[term])) for term in terms),
    }
    return f"scholarfolioSearch({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


class Concordance:
    """The row of words, built document by document.

    Attributes:
        places: where each term stands, ascending.
        lengths: how many places each field of each document takes, ``len(FIELDS)`` numbers a document.
    """

    def __init__(self) -> None:
        # four bytes a place: 100,000 papers have 24 million
        self.places: dict[str, array[int]] = defaultdict(partial(array, "I"))
        self.lengths: list[int] = []
        self._end = 0

    def add(self, words: str) -> None:
        """Put a document's words, as ``words_of`` gives them, at the end of the row."""
        for field in words.split("\n"):
            start = self._end
            for text in field.split("\t"):
                self._append(text.split())
            self.lengths.append(self._end - start)

    def _append(self, words: Sequence[str]) -> None:
        if not words:
            return
        places, at = self.places, self._end
        for word in words:
            if word.isalnum():
                places[word].append(at)
                at += 1
            else:
                found = joined_terms(word)
                for place, term in found:
                    places[term].append(at + place)
                at += found[-1][0] + 1
        # one place stays empty behind each text: no phrase runs on into the next
        self._end = at + 1


def words_of(fields: dict[str, Iterable[str]]) -> str:
    """The folded words of a document: a line for each of ``FIELDS``, its texts parted by tabs, each of them once."""
    return "\n".join(
        "\t".join(dict.fromkeys(" ".join(split(text)) for text in fields.get(field, ()))) for field in FIELDS
    )


def terms(text: str) -> list[tuple[int, str]]:
    """The terms of a text with their places, counted from 0.

    What hyphens, apostrophes and dots join is found by its parts and as one word, which has the place of the first:
    "k-NN graphs" gives ``(0, "k"), (0, "knn"), (1, "nn"), (2, "graphs")``.
    """
    found: list[tuple[int, str]] = []
    for word in split(text):
        start = found[-1][0] + 1 if found else 0
        found += [(start + place, term) for place, term in joined_terms(word)]
    return found


def joined_terms(word: str) -> list[tuple[int, str]]:
    """The terms of one word with their places; a word without joints is its only term."""
    parts = _JOINTS.split(word)
    whole = [(0, "".join(parts))] if len(parts) > 1 else []
    return [(0, parts[0]), *whole, *enumerate(parts[1:], 1)]


def split(text: str) -> list[str]:
    """The folded words of a text, those with joints inside whole."""
    folded = fold(text)
    return (_ASCII_WORDS if folded.isascii() else _words()).findall(folded)


@cache
def _words() -> re.Pattern[str]:
    """Words of any script; compiled when first needed, since it takes milliseconds."""
    letter = f"(?:[^\\W_{SINGLES}]|[{VOWELS}])"
    return re.compile(rf"[{SINGLES}]|{letter}+(?:[-'.]{letter}+)*")


def fold(text: str) -> str:
    """A text as it is compared: without case, accents and compatibility forms."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_TRANSLATION)


# Numbers and words as short strings


class _Codes(dict[int, str]):
    """Numbers in printable characters: the last digit of base 57 from ``#`` on, those before of base 34 from ``]``."""

    def __missing__(self, number: int) -> str:
        rest, digit = divmod(number, 57)
        code = chr(35 + digit)
        while rest:
            rest, digit = divmod(rest, 34)
            code = chr(93 + digit) + code
        if number < 1 << 16:  # the larger ones are rarely met again
            self[number] = code
        return code


_CODES = _Codes()


def coded(numbers: Iterable[int]) -> str:
    """Numbers one after another, in printable characters."""
    return "".join(map(_CODES.__getitem__, numbers))


def _steps(places: Sequence[int]) -> Iterator[int]:
    """Each place as the distance from the one before."""
    return map(sub, places, chain((0,), places))


def front_coded(ordered: Iterable[str]) -> str:
    """Sorted terms, each without the letters that it shares with the one before.

    In their stead stands a capital, which folded terms do not hold: A for none, B for one, and so on.
    """
    before, parts = "", []
    for term in ordered:
        shared = _shared(before, term)
        parts.append(chr(65 + shared) + term[shared:])
        before = term
    return "".join(parts)


def _shared(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other[:25], strict=False)):
        if a != b or a > "\uffff":  # beyond that one letter counts as two in JavaScript
            return at
    return min(len(one), len(other), 25)


# What of each document is searched


def _paper_words(paper_id: str, facts: Facts) -> str:
    return words_of(_paper_fields(facts.paper(paper_id), facts))


def _paper_fields(paper: Paper, facts: Facts) -> dict[str, Iterable[str]]:
    venue = facts.venue(paper)
    return {
        "title": (paper.title.plain, paper.subtitle.plain),
        "authors": _author_names(facts.byline(paper), facts.profile.name.display),
        "topics": (*chain.from_iterable(map(_topic_names, facts.topics(paper))), *paper.keywords),
        "venue": (paper.appeared_in, *((venue.name, venue.short) if venue else ())),
        "text": (paper.summary.plain, paper.abstract.plain),
        "year": (str(paper.year or ""),),
        "type": (paper.type, facts.language.say(f"type_{paper.type}")) if paper.type else (),
        "has": _belongings(paper, facts.language),
    }


def _author_names(line: Byline, owner: str) -> Iterator[str]:
    """Every form of every author's name, so that "Wang" and "王" both find the paper."""
    for credit in line.credits:
        declared = credit.contributor.declared
        yield credit.author.name.display
        if credit.contributor.name is not credit.author.name:
            yield credit.contributor.name.display
        yield from (alias.display for alias in (declared.aliases if declared else ()))
    if line.owner_hidden:
        yield owner


def _topic_names(topic: Heading) -> tuple[str, ...]:
    return topic.name, topic.short, topic.key


def _filters(language: Language) -> dict[str, str]:
    """The filters by their English names and by those of the site's language, folded as words are."""
    own = {fold(language.say(f"filter_{name}")): field for name, field in FILTERS.items() if name != "is"}
    return {**own, **FILTERS}


def _belongings(paper: Paper, language: Language) -> Iterator[str]:
    """What ``has:`` can ask for, in English and in the site's language."""
    names = ("code", "pdf", "award", "abstract", "summary", "slides", "poster", "video", "project", "data", "selected")
    return (word for name in names if getattr(paper, name) for word in (name, language.say(name)))


def _group_fields(group: Heading) -> dict[str, Iterable[str]]:
    names = _topic_names(group) if group.topic else (group.name, group.short)
    aliases = (alias.display for alias in (group.person.aliases if group.person else ()))
    return {"title": (*names, *aliases), "text": (group.topic.description.plain,) if group.topic else ()}


# What of each document is shown


def _papers_shown(papers: Sequence[Paper], facts: Facts) -> dict[str, object]:
    owner = facts.profile.name.display
    return {
        "paths": [quote(f"papers/{paper.id}.html") for paper in papers],
        "titles": [_full_title(paper) for paper in papers],
        "authors": [_names_shown(facts.byline(paper), owner, facts.language.say) for paper in papers],
        "sources": [_source(paper, facts.language.say("comma")) for paper in papers],
        "years": [paper.year or 0 for paper in papers],
        "languages": {at: p.language for at, p in enumerate(papers) if 1 < len(p.language.split("-")[0]) < 4},
    }


def _full_title(paper: Paper) -> str:
    return ": ".join(filter(None, (paper.title.plain, paper.subtitle.plain)))


def _names_shown(line: Byline, owner: str, say: Callable[..., str]) -> str:
    """ "A, B and 4 more", "A et al., including B"; the owner is always named."""
    credits = line.credits if len(line.credits) <= AUTHORS_SHOWN + 1 else line.credits[:AUTHORS_SHOWN]
    cut = line.credits[len(credits) :]
    names = say("list_comma").join(credit.author.name.display for credit in credits)
    if cut:
        names += say("n_more_at_least" if line.others else "n_more", len(cut))
    elif line.others:
        names += say("et_al")
    if not (line.owner_hidden or any(credit.contributor.owner for credit in cut)):
        return names.strip() if credits else ""
    return names.strip() + say("including", name=owner) if credits else owner


def _source(paper: Paper, comma: str) -> str:
    """Where and when it appeared, the year once."""
    year, where = str(paper.year or ""), paper.appeared_in
    return where if year in where else comma.join(filter(None, (where, year)))


def _pages_shown(groups: Sequence[Heading], pages: Sequence[Page], facts: Facts) -> dict[str, object]:
    """The other pages; ``counts`` says how many papers those of topics, years, authors and venues list."""
    return {
        "paths": [quote(path) for path in (*(group.path for group in groups), *(f"{page.id}.html" for page in pages))],
        "titles": [*(group.name for group in groups), *(page.title for page in pages)],
        "counts": [facts.size(group) for group in groups],
    }
