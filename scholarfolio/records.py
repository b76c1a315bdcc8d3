"""Records: the documents of a content folder become the model, and every problem in them is found at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from scholarfolio.load import Content, Document, Raw
from scholarfolio.model import PAPER_SYNONYMS, Page, Paper, Person, Profile, Records, Site, Topic, Venue
from scholarfolio.problems import Place, Problems
from scholarfolio.schema import At, Scope, read_record
from scholarfolio.slugs import slug_problem
from scholarfolio.text import Markdown

Entry = TypeVar("Entry", Topic, Person, Venue)


def read_records(content: Content, problems: Problems) -> Records | None:
    """Turn documents into records.

    Args:
        content: the documents of a content folder.
        problems: receives whatever is wrong, in every file.

    Returns:
        The records, or ``None`` when there is not even a profile to build a site around.
    """
    single = content.single
    scope = Scope(
        problems, content.files, topics=_ids(single.get("topics")), people=_ids(single.get("people"))
    )  # fmt: skip
    papers = tuple(_papers(content, scope))
    _report_shared_ids(papers, problems)
    profile = _one(Profile, single.get("profile"), scope)
    if profile is None and "profile" not in single:
        problems.error(
            Place(f"{content.label}/profile.yaml"), 'the file is missing; it needs at least "name: Your Name"'
        )
    site = _one(Site, single.get("site"), scope)
    records = Records(
        site=site or Site(),
        profile=profile or Profile(),
        topics=_entries(Topic, single.get("topics"), scope),
        people=_entries(Person, single.get("people"), scope),
        venues=_entries(Venue, single.get("venues"), scope),
        papers=papers,
        pages=tuple(page for page in (_page(document, scope) for document in content.pages) if page),
        files=content.files,
    )
    return records if profile else None


T = TypeVar("T")


def _one(record: type[T], document: Document | None, scope: Scope) -> T | None:
    if document is None:
        return None
    return read_record(record, document.data, At(document, scope))


def _ids(document: Document | None) -> frozenset[str]:
    return frozenset(document.data) if document and isinstance(document.data, dict) else frozenset()


def _entries(record: type[Entry], document: Document | None, scope: Scope) -> Mapping[str, Entry]:
    """A file that maps ids to records, such as ``topics.yaml``."""
    if document is None:
        return {}
    at = At(document, scope)
    if not isinstance(document.data, dict):
        at.error("a mapping from ids to records is expected, such as:  deep-learning: {name: Deep learning}")
        return {}
    entries = {}
    for key, raw in document.data.items():
        shorthand: Raw = {"name": raw} if isinstance(raw, str) else raw
        entry = read_record(record, shorthand, at / key, id=key)
        if entry is not None:
            entries[key] = entry
    return entries


def _papers(content: Content, scope: Scope) -> Iterator[Paper]:
    for document in content.papers:
        at = At(document, scope)
        if isinstance(document.data, list):
            for index, raw in enumerate(document.data):
                yield from _listed_paper(raw, at / index)
        elif document.stem == "papers" and "/papers/" not in document.path:
            at.error('a list of records is expected, each beginning with "- id: …"')
        else:
            yield from _paper(document.data, at, unicodedata.normalize("NFC", document.stem))


def _listed_paper(raw: Raw, at: At) -> Iterator[Paper]:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
        at.error('a record needs an "id", such as "id: fomo-in-flux"')
        return
    fields = {name: value for name, value in raw.items() if name != "id"}
    yield from _paper(fields, at, unicodedata.normalize("NFC", raw["id"].strip()))


def _paper(raw: Raw, at: At, paper_id: str) -> Iterator[Paper]:
    if problem := slug_problem(paper_id):
        at.error(f"the id is part of the page's address: {problem}")
        return
    paper = read_record(Paper, raw, at, "a paper", PAPER_SYNONYMS, id=paper_id, place=_start(at))
    if paper is None:
        return
    if paper.image and not paper.image.alt:
        (at / "image").warn("the picture has no alternative text; say in `alt` what it shows")
    beside = f"papers/{paper_id}.pdf"
    if not paper.pdf and beside in at.scope.files:
        paper = replace(paper, pdf=beside)
    yield paper


def _start(at: At) -> Place:
    """Where a record begins; a file of its own begins at its top, which costs nothing to say."""
    return at.document.place(at.path) if at.path else Place(at.document.path, 1, 1)


def _report_shared_ids(papers: tuple[Paper, ...], problems: Problems) -> None:
    first: dict[str, Paper] = {}
    for paper in papers:
        other = first.setdefault(paper.id.casefold(), paper)
        if other is not paper:
            problems.error(paper.place, f'the id "{paper.id}" is taken by {other.place}; every paper needs its own')


_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def _page(document: Document, scope: Scope) -> Page | None:
    at = At(document, scope)
    page_id = unicodedata.normalize("NFC", document.stem)
    if problem := slug_problem(page_id):
        at.error(f"the file's name is part of the page's address: {problem}")
        return None
    body = document.body
    page = read_record(Page, document.data or {}, at, id=page_id, place=_start(at), body=Markdown(body))
    if page and not page.title:
        # A page that opens with a heading has named itself; the heading becomes the title instead of standing twice.
        heading = _HEADING.match(body)
        title = Markdown(heading[1]).plain if heading else page_id.replace("-", " ").replace("_", " ").capitalize()
        page = replace(page, title=title, body=Markdown(body[heading.end() :] if heading else body))
    return page
