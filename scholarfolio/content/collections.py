"""Collections: one row a kind of record. Whoever reads, lists, searches or describes records asks the row.

A new kind is a row here, a record type, and its templates; and words for its name in ``languages/``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from scholarfolio.content.entries import NEWS_SYNONYMS, TALK_SYNONYMS, News, Talk
from scholarfolio.content.fields import report_losses
from scholarfolio.content.image_checks import report_teaser
from scholarfolio.content.models import PAPER_SYNONYMS, Page, Paper, Person, Topic, Venue
from scholarfolio.content.reader import YAML_SUFFIXES, Layout
from scholarfolio.content.schema import At
from scholarfolio.text import Markdown
from scholarfolio.values.slugs import is_slug, slugify


class Collection(NamedTuple):
    """What is true of all records of a kind.

    Attributes:
        name: the file or folder below ``content/`` that holds them, and the word for them in ``languages/``.
        record: their type. What is not papers, pages, topics, people or venues is an *entry*: such a type also has the
            properties ``title``, ``begins``, ``ends``, ``papers``, ``has_page`` and ``default_id`` (see ``entries``).
        layout: where they are.
        about: what a record is, for the reference.
        label: how messages call one.
        singular: the word for one in links, as in ``[[paper:id]]``; the collection's name does as well.
        synonyms: names that people use for its fields, each with the right one.
        keyed: the file maps ids to records; otherwise it lists them.
        shorthand: in such a file, the field for which a text alone stands.
        finish: mends and reports what no field can see alone; given the record and where it stands.
        list_path, list_template: the address of the page that lists all records, newest first, and what makes it.
        page_path, page_template: the address of a record's own page, with ``{id}`` or ``{slug}``, and what makes it.
        slug: gives the slug of a record.
        feed_path: the address of a feed of the newest.
        in_menu: the menu leads to the list of entries; searched: the search finds them.
        on_home: how many of the newest the front page's block of the collection's name shows.
        schema_type: what an entry is in schema.org; its fields' ``schema`` say which of its properties they are.
    """

    name: str
    record: type[Any]
    layout: Layout
    about: str
    label: str = "a record"
    singular: str = ""
    synonyms: Mapping[str, str] = {}
    keyed: bool = False
    shorthand: str = ""
    finish: Callable[[Any, At], Any] = lambda record, at: record
    list_path: str = ""
    list_template: str = ""
    page_path: str = ""
    page_template: str = ""
    slug: Callable[[Any], str] = lambda record: str(record.id)
    feed_path: str = ""
    in_menu: bool = False
    searched: bool = False
    on_home: int = 0
    schema_type: str = ""

    @property
    def is_of_entries(self) -> bool:
        """Whether its records are dated entries, which are listed, shown and described in one way for all kinds."""
        return bool(self.list_path) and self.record is not Paper

    def address(self, record: Any) -> str:
        """Where a record is shown: on its own page, or at its place in the list."""
        if self.page_path and getattr(record, "has_page", True):
            return self.page_path.format(id=record.id, slug=self.slug(record))
        return f"{self.list_path}#{record.id}"


def _paper(paper: Paper, at: At) -> Paper:
    """A PDF beside the record is the paper's."""
    report_teaser(paper.image, at / "image")
    beside = f"papers/{paper.id}.pdf"
    return replace(paper, pdf=beside) if not paper.pdf and beside in at.scope.files else paper


_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def _page(page: Page, at: At) -> Page:
    """A page that opens with a heading has named itself; the heading becomes the title instead of standing twice."""
    body = page.body.source
    report_losses(body, at, body=True)
    if "/" in page.id and not (isinstance(at.document.data, dict) and "nav" in at.document.data):
        page = replace(page, nav=False)  # a folder of pages would fill the menu
    if page.title:
        return page
    heading = _HEADING.match(body)
    title = Markdown(heading[1]).plain if heading else _words_of(page.id)
    return replace(page, title=title, body=Markdown(body[heading.end() :] if heading else body))


def _words_of(page_id: str) -> str:
    """A title made from a file's name; that of a folder's index from the folder's."""
    return page_id.removesuffix("/index").rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()


def _dated(entry: Any, at: At) -> Any:
    """Days that contradict each other are reported."""
    if entry.date and entry.start:
        (at / "start").error("both `date` and `start` are given; write one of them", key=True)
    elif entry.end and not entry.start:
        (at / "end").error("an `end` needs a `start`", key=True)
    elif not entry.begins:
        at.error('the field "date" is missing, for example "date: 2025-09-04"; or `start` and `end` for several days')
    elif entry.end and entry.end.sort_key[: len(_known(entry.begins))] < _known(entry.begins)[: len(_known(entry.end))]:
        (at / "end").error(f"it ends before it begins ({entry.end.iso} is before {entry.begins.iso})")
    return entry


def _known(date: Any) -> tuple[int, ...]:
    """The parts of a date that are known."""
    return tuple(filter(None, date.sort_key))


def _topic_slug(topic: Topic) -> str:
    return topic.slug or slugify(topic.id)


def _person_slug(person: Person) -> str:
    return person.id if is_slug(person.id) else slugify(person.id)


def _venue_slug(venue: Venue) -> str:
    return venue.slug or slugify(venue.short or venue.name or venue.id)


_FILE_OF_IDS = Layout(file=True)

COLLECTIONS: dict[str, Collection] = {
    row.name: row
    for row in (
        Collection(
            "papers",
            Paper,
            Layout(file=True, suffixes=YAML_SUFFIXES, beside=".pdf", deferred=True),
            "One paper, or a thesis, a book, a dataset, a program.",
            "a paper",
            "paper",
            PAPER_SYNONYMS,
            finish=_paper,
            list_path="papers/index.html",
            list_template="papers.html",
            page_path="papers/{id}.html",
            page_template="paper.html",
            feed_path="feed.xml",
        ),
        Collection(
            "topics",
            Topic,
            _FILE_OF_IDS,
            "A mapping from a topic's id to these fields; a text alone is the name.",
            singular="topic",
            keyed=True,
            shorthand="name",
            page_path="topics/{slug}.html",
            slug=_topic_slug,
        ),
        Collection(
            "people",
            Person,
            _FILE_OF_IDS,
            "A mapping from a person's id to these fields; a text alone is the name.",
            singular="person",
            keyed=True,
            shorthand="name",
            page_path="authors/{slug}.html",
            slug=_person_slug,
        ),
        Collection(
            "venues",
            Venue,
            _FILE_OF_IDS,
            "A mapping from a venue's id to these fields; a text alone is the name.",
            singular="venue",
            keyed=True,
            shorthand="name",
            page_path="venues/{slug}.html",
            slug=_venue_slug,
        ),
        Collection(
            "news",
            News,
            Layout(file=True),
            "A list of what is new, in any order; the newest five are on the home page. An item begins with a dash: "
            "`- date: 2026-05-03`.",
            "a news item",
            "news",
            NEWS_SYNONYMS,
            list_path="news.html",
            list_template="news.html",
            feed_path="news.xml",
            in_menu=True,
            searched=True,
            on_home=5,
        ),
        Collection(
            "talks",
            Talk,
            Layout(file=True),
            "A list of talks, in any order. A talk begins with a dash: `- title: …`. One with an abstract, slides, a "
            "video or links has a page of its own. `date` is needed, or `start` and `end`.",
            "a talk",
            "talk",
            TALK_SYNONYMS,
            finish=_dated,
            list_path="talks/index.html",
            list_template="talks.html",
            page_path="talks/{id}.html",
            page_template="talk.html",
            in_menu=True,
            searched=True,
            on_home=5,
            schema_type="Event",
        ),
        Collection(
            "pages",
            Page,
            Layout(suffixes=(".md",), nested=True),
            "What may stand between two `---` lines at the top of a page.",
            singular="page",
            finish=_page,
            page_path="{id}.html",
            page_template="page.html",
        ),
    )
}


def entry_collections() -> Sequence[Collection]:
    """The collections of dated entries, in the order of the menu."""
    return [row for row in COLLECTIONS.values() if row.is_of_entries]


def link_kinds() -> Mapping[str, Collection]:
    """The collections by the words that links name them by: ``paper`` and ``papers``."""
    return {word: row for row in COLLECTIONS.values() for word in (row.singular or row.name, row.name)}


def layouts() -> Mapping[str, Layout]:
    """Where the records of each collection are."""
    return {name: row.layout for name, row in COLLECTIONS.items()}
