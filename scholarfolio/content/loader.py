"""Records: the documents of a content folder become the model, and every problem in them is found at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from scholarfolio.content.fields import SILENT_PICTURE, SILENT_PICTURE_MESSAGE
from scholarfolio.content.image_checks import report_picture, report_teaser
from scholarfolio.content.models import PAPER_SYNONYMS, Page, Paper, Person, Profile, Records, Site, Topic, Venue
from scholarfolio.content.reader import Content, Document, PaperFile, Raw, read_document
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.languages import choose_language
from scholarfolio.text import Markdown
from scholarfolio.values.problems import Place, Problems, did_you_mean
from scholarfolio.values.slugs import slug_problem, slugify

Entry = TypeVar("Entry", Topic, Person, Venue)
ReadPapers = Callable[[Sequence[PaperFile], Scope], Iterable[Paper]]


def read_records(content: Content, problems: Problems, read_papers: ReadPapers | None = None) -> Records | None:
    """Turn documents into records.

    Args:
        content: the documents of a content folder.
        problems: receives whatever is wrong, in every file.
        read_papers: reads the papers of files of their own; without it, each is read anew.

    Returns:
        The records, or ``None`` when there is not even a profile to build a site around.
    """
    single = content.single
    scope = Scope(
        problems,
        content.files,
        frozenset(content.pictures),
        topics=_ids(single.get("topics")),
        people=_ids(single.get("people")),
        looks=content.looks,
        blocks=content.blocks,
    )
    papers = _with_own_ids(_papers(content, scope, read_papers or _read_papers), problems)
    _report_lone_pdfs(papers, content, problems)
    profile = _one(Profile, single.get("profile"), scope)
    faulty = f"{content.label}/profile."  # there, but broken: what is wrong with it is said already
    if "profile" not in single and not any(problem.place.path.startswith(faulty) for problem in problems):
        problems.error(
            Place(f"{content.label}/profile.yaml"), 'the file is missing; it needs at least "name: Your Name"'
        )
    site = _one(Site, single.get("site"), scope) or Site()
    records = Records(
        site=site,
        profile=profile or Profile(),
        topics=_entries(Topic, single.get("topics"), scope),
        people=_entries(Person, single.get("people"), scope),
        venues=_entries(Venue, single.get("venues"), scope),
        papers=papers,
        pages=tuple(page for page in (_page(document, scope) for document in content.pages) if page),
        files=content.files,
        pictures=content.pictures,
        language=choose_language(site.language, single.get("words"), partial(_language_place, content), problems),
    )
    return records if profile else None


def _language_place(content: Content) -> Place:
    """Where the site's language stands, for what is to be said about it."""
    site = content.single.get("site")
    return site.place(("language",)) if site else Place(f"{content.label}/site.yaml")


T = TypeVar("T")


def _one(record: type[T], document: Document | None, scope: Scope) -> T | None:
    if document is None:
        return None
    at = At(document, scope)
    found = read_record(record, document.data, at)
    if isinstance(found, Profile):
        report_picture(found.photo, at / "photo")
    if isinstance(found, Site):
        _report_menu(document.data, at / "navigation")
        _report_commented_colour(document, at / "theme" / "accent")
    return found


def _report_menu(site: Raw, at: At) -> None:
    """Report entries of the menu that lead nowhere, or to two places at once."""
    entries = site.get("navigation") if isinstance(site, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and bool(entry.get("page")) == bool(entry.get("url")):
            (at / index).error("a menu entry needs either a `page` of the site or a `url` elsewhere")


_COMMENTED = re.compile(r"^\s*accent:\s+(#[0-9a-fA-F]{3,6})\b", re.MULTILINE)


def _report_commented_colour(site: Document, at: At) -> None:
    """Report ``accent: #8a1538``, where YAML takes the colour for a comment."""
    if match := _COMMENTED.search(site.text):
        at.error(f"what follows a # is a comment in YAML; write the colour in quotes: accent: '{match[1]}'", key=True)


def _ids(document: Document | None) -> frozenset[str]:
    return frozenset(document.data) if document and isinstance(document.data, dict) else frozenset()


def _entries(record: type[Entry], document: Document | None, scope: Scope) -> Mapping[str, Entry]:
    """A file that maps ids to records, such as ``topics.yaml``."""
    if document is None:
        return {}
    at = At(document, scope)
    if not isinstance(document.data, dict):
        at.error("a mapping from ids to records belongs here, with lines such as  some-id: {name: Some Name}")
        return {}
    entries = {}
    for key, raw in document.data.items():
        shorthand: Raw = {"name": raw} if isinstance(raw, str) else raw
        entry = read_record(record, shorthand, at / key, id=key)
        if entry is not None:
            entries[key] = entry
    _report_shared_slugs(entries, at)
    return entries


def _report_shared_slugs(entries: Mapping[str, Entry], at: At) -> None:
    taken: dict[str, str] = {}
    for key, entry in entries.items():
        slug = _slug(key, entry)
        other = taken.setdefault(slug.casefold(), key)
        if other != key:
            (at / key).error(
                f'"{key}" and "{other}" would share the address {slug}.html; give one of them another slug', key=True
            )


def _slug(key: str, entry: Topic | Person | Venue) -> str:
    if isinstance(entry, Venue):
        return entry.slug or slugify(entry.short or entry.name or key)
    return (entry.slug if isinstance(entry, Topic) else "") or slugify(key)


def _papers(content: Content, scope: Scope, read_papers: ReadPapers) -> Iterator[Paper]:
    for document in content.papers:
        if isinstance(document, Document):
            yield from papers_of(document, scope)
    yield from read_papers([source for source in content.papers if isinstance(source, PaperFile)], scope)


def _read_papers(sources: Iterable[PaperFile], scope: Scope) -> Iterator[Paper]:
    for source in sources:
        document = read_document(source.path, source.shown, scope.problems)
        if document:
            yield from papers_of(document, scope)


def papers_of(document: Document, scope: Scope) -> Iterator[Paper]:
    """The papers in a document; what is wrong with them is reported."""
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
        (at / "id" if at.path else at).error(f"the id is part of the page's address: {problem}")
        return
    paper = read_record(Paper, raw, at, "a paper", PAPER_SYNONYMS, id=paper_id, place=_start(at))
    if paper is None:
        return
    report_teaser(paper.image, at / "image")
    beside = f"papers/{paper_id}.pdf"
    if not paper.pdf and beside in at.scope.files:
        paper = replace(paper, pdf=beside)
    yield paper


def _start(at: At) -> Place:
    """Where a record begins; a file of its own begins at its top, which costs nothing to say."""
    return at.document.place(at.path) if at.path else Place(at.document.path, 1, 1)


def _with_own_ids(papers: Iterator[Paper], problems: Problems) -> tuple[Paper, ...]:
    """The papers without those whose id, but for case, another has; each of these is reported with both places."""
    first: dict[str, Paper] = {}
    for paper in papers:
        other = first.setdefault(paper.id.casefold(), paper)
        if other is not paper:
            problems.error(paper.place, f'the id "{paper.id}" is taken by {other.place}; every paper needs its own')
    return tuple(first.values())


def _report_lone_pdfs(papers: tuple[Paper, ...], content: Content, problems: Problems) -> None:
    """A PDF in papers/ belongs to the record of the same name; one that no record has is surely misnamed."""
    used = {paper.pdf for paper in papers}
    for name in content.files:
        if name.startswith("papers/") and name not in used:
            hint = did_you_mean(name.removeprefix("papers/"), [f"{paper.id}.pdf" for paper in papers])
            problems.warn(Place(f"{content.label}/{name}"), f"no record has this PDF{hint}")


_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def _page(document: Document, scope: Scope) -> Page | None:
    at = At(document, scope)
    page_id = unicodedata.normalize("NFC", document.stem)
    if problem := slug_problem(page_id):
        at.error(f"the file's name is part of the page's address: {problem}")
        return None
    body = document.body
    page = read_record(Page, document.data or {}, at, id=page_id, place=_start(at), body=Markdown(body))
    for picture in SILENT_PICTURE.finditer(body):
        line = document.body_line + body.count("\n", 0, picture.start())
        column = picture.start() - body.rfind("\n", 0, picture.start())
        scope.problems.warn(Place(document.path, line, column), SILENT_PICTURE_MESSAGE)
    if page and not page.title:
        # A page that opens with a heading has named itself; the heading becomes the title instead of standing twice.
        heading = _HEADING.match(body)
        title = Markdown(heading[1]).plain if heading else page_id.replace("-", " ").replace("_", " ").capitalize()
        page = replace(page, title=title, body=Markdown(body[heading.end() :] if heading else body))
    return page
