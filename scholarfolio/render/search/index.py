"""The search index: every word of the site in its order, as a script that ``static/search-engine.js`` reads.

The words of all papers, and then of the other pages, stand in one long row. Words side by side are neighbours in it, so
phrases need no texts. It is cut into blocks of some 120 documents, fragments, kept from build to build: after an
edit of one paper one block is made anew, and the others are joined with it as they were.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from scholarfolio.catalog.catalog import INDEXES, Heading
from scholarfolio.catalog.people import Byline
from scholarfolio.content.collections import Collection, entry_collections
from scholarfolio.content.fields import MarkdownText, Text, TexText
from scholarfolio.content.models import Page, Paper
from scholarfolio.content.schema import specs
from scholarfolio.languages import Language
from scholarfolio.render.search.blocks import FIELDS, block, by_initial, joined, words_of
from scholarfolio.render.search.words import LETTERS, MARKS, SINGLES, VOWELS, fold
from scholarfolio.tracking.queries import Queries
from scholarfolio.tracking.store import Store, digest

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
# The types of fields whose words are searched.
_TEXTS = (Text, TexText, MarkdownText)
# A title longer than this is cut at a word.
TITLE_LENGTH = 120
# A result names this many authors.
AUTHORS_SHOWN = 6


def parts(queries: Queries, store: Store | None = None) -> Iterator[bytes]:
    """The index of a site bit by bit, in time linear in its text; of 100,000 papers it is 84 MB.

    Args:
        store: where joined words are stored. They take 0.2 s at 10,000 papers; of those of most initials, few edits
            change any.
    """
    settings = {
        "letters": LETTERS,
        "marks": MARKS,
        "vowels": VOWELS,
        "singles": SINGLES,
        "fields": FIELDS,
        "filters": _filters(queries.language),
    }
    head = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    yield b"scholarfolioSearch(%b,[\n" % head.encode()
    yield b",\n".join(_vocabulary(chain(_blocks(queries, "papers"), _page_blocks(queries)), store))
    # read once more: to hold them would take more memory
    for blocks in (_blocks(queries, "papers"), _page_blocks(queries)):
        yield b"],[\n"
        for at, text in enumerate(blocks):
            yield b",\n" * (at > 0) + text.partition(b"\n")[2]
    yield b"]);\n"


def chunk_block(queries: Queries, index: str, first: str) -> bytes:
    """The block of one chunk of papers (``papers``), or of the pages of the groups of an index."""
    make = partial(_papers, queries) if index == "papers" else partial(_groups, queries, index)
    return queries.chunk_fragment("search", index, first, make)


def _blocks(queries: Queries, index: str) -> Iterator[bytes]:
    return (chunk_block(queries, index, first) for first in queries.chunks(index))


def _page_blocks(queries: Queries) -> Iterator[bytes]:
    """The blocks of all other pages."""
    for index in INDEXES:
        yield from _blocks(queries, index)
    for row in entry_collections():
        if row.searched and queries.entries(row.name):
            yield queries.unshared_fragment("search", row.name, partial(_entries, queries, row))
    if queries.pages:
        yield queries.unshared_fragment("search", "pages", lambda: _pages(queries.pages))


def _vocabulary(blocks: Iterable[bytes], store: Store | None) -> Iterable[bytes]:
    """The words of all blocks, by their initials; those that are joined already are taken as they are.

    Initials of which there are no words come to the same.
    """
    before: Mapping[bytes, bytes] = (store and store.load("search")) or {}
    vocabulary: dict[bytes, bytes] = {}
    for listed in by_initial(blocks):
        key = digest(b"\n".join(listed))
        vocabulary[key] = before.get(key) or joined(listed)
    if store and vocabulary != before:
        store.save("search", vocabulary)
    return vocabulary.values()


# What of each document is searched, and what is shown


def _papers(queries: Queries, paper_ids: Iterable[str]) -> str:
    """A block of papers."""
    papers = [queries.paper(paper_id) for paper_id in paper_ids]
    owner, say = queries.profile.name.display, queries.language.say
    shown = {
        "path": [quote(f"papers/{paper.id}.html") for paper in papers],
        "title": [paper.full_title for paper in papers],
        "authors": [_names_shown(queries.byline(paper), owner, say) for paper in papers],
        "source": [_source(paper, say("comma")) for paper in papers],
        "year": [str(paper.year or 0) for paper in papers],
        "language": [paper.language if 1 < len(paper.language.split("-")[0]) < 4 else "" for paper in papers],
    }
    return block([queries.fragment("words", paper.id, partial(_words, paper.id, queries)) for paper in papers], shown)


def _words(paper_id: str, queries: Queries) -> str:
    """A paper's words are a fragment: the other papers of a block in which one was edited would take 0.3 ms each."""
    return words_of(_paper_fields(queries.paper(paper_id), queries))


def _paper_fields(paper: Paper, queries: Queries) -> dict[str, Iterable[str]]:
    venue = queries.venue(paper)
    return {
        "title": (paper.title.plain, paper.subtitle.plain),
        "authors": _author_names(queries.byline(paper), queries.profile.name.display),
        "topics": (*chain.from_iterable(map(_topic_names, queries.topics(paper))), *paper.keywords),
        "venue": (paper.appeared_in, *((venue.name, venue.short) if venue else ())),
        "text": (paper.summary.plain, paper.abstract.plain),
        "year": (str(paper.year or ""),),
        "type": (paper.type, queries.language.say(f"type_{paper.type}")) if paper.type else (),
        "has": _belongings(paper, queries.language),
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


def _belongings(paper: Paper, language: Language) -> Iterator[str]:
    """What ``has:`` can ask for, in English and in the site's language."""
    names = ("code", "pdf", "award", "abstract", "summary", "slides", "poster", "video", "project", "data", "selected")
    return (word for name in names if getattr(paper, name) for word in (name, language.say(name)))


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


def _groups(queries: Queries, index: str, keys: Iterable[str]) -> str:
    """A block of the pages of topics, years, authors or venues; ``count`` says how many papers each lists."""
    groups = [queries.heading(index, key) for key in keys]
    shown = {
        "path": [quote(group.path) for group in groups],
        "title": [group.name for group in groups],
        "count": [str(queries.size(group)) for group in groups],
    }
    return block([words_of(_group_fields(group)) for group in groups], shown)


def _group_fields(group: Heading) -> dict[str, Iterable[str]]:
    names = _topic_names(group) if group.topic else (group.name, group.short)
    aliases = (alias.display for alias in (group.person.aliases if group.person else ()))
    return {"title": (*names, *aliases), "text": (group.topic.description.plain,) if group.topic else ()}


def _entries(queries: Queries, row: Collection) -> str:
    """The block of the dated entries of a collection; beside its title stands when it was."""
    records = [queries.entry(row.name, entry_id) for entry_id in queries.entries(row.name)]
    shown = {
        "path": [quote(row.address(record), safe="/#") for record in records],
        "title": [shorten(record.title.plain, TITLE_LENGTH, placeholder=" …") for record in records],
        "count": ["" for _ in records],
    }
    return block([words_of(_entry_fields(record, queries)) for record in records], shown)


def _entry_fields(record: Any, queries: Queries) -> dict[str, Iterable[str]]:
    topics = (queries.find("topics", topic) for topic in getattr(record, "topics", ()))
    texts = (getattr(record, name) for name, spec in specs(type(record)).items() if isinstance(spec.kind, _TEXTS))
    return {
        "title": (record.title.plain,),
        "text": (str(text) for text in texts if text),
        "topics": chain(record.tags, *(_topic_names(topic) for topic in topics if topic)),
        "year": (str(record.begins.year) if record.begins else "",),
    }


def _pages(pages: Sequence[Page]) -> str:
    """The block of the author's own pages."""
    shown = {
        "path": [quote(f"{page.id}.html") for page in pages],
        "title": [page.title for page in pages],
        "count": ["" for _ in pages],
    }
    return block(
        [words_of({"title": (page.title,), "text": (page.description, page.body.plain)}) for page in pages], shown
    )


def _filters(language: Language) -> dict[str, str]:
    """The filters by their English names and by those of the site's language, folded as words are."""
    own = {fold(language.say(f"filter_{name}")): field for name, field in FILTERS.items() if name != "is"}
    return {**own, **FILTERS}
