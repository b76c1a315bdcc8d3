"""Loader: the documents of a content folder become checked records, and every problem in them is found at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from scholarfolio.content.collections import COLLECTIONS, Collection, entry_collections, link_kinds
from scholarfolio.content.image_checks import report_picture
from scholarfolio.content.language_choice import choose_language
from scholarfolio.content.models import Paper, Profile, Records, Site
from scholarfolio.content.reader import Content, Document, PaperFile, Raw, read_document
from scholarfolio.content.record_links import resolve_record_links
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.text import Markdown
from scholarfolio.values.problems import Place, Problems, did_you_mean
from scholarfolio.values.slugs import slug_problem

ReadPapers = Callable[[Sequence[PaperFile], Scope], Iterable[Paper]]
T = TypeVar("T")


def read_records(content: Content, problems: Problems, read_papers: ReadPapers | None = None) -> Records | None:
    """Turn documents into records.

    Args:
        content: the documents of a content folder.
        problems: receives whatever is wrong, in every file.
        read_papers: reads the papers of files of their own; without it, each is read anew.

    Returns:
        The records, or ``None`` when there is not even a profile to build a site around.
    """
    settings = content.settings
    scope = Scope(
        problems,
        content.files,
        frozenset(content.pictures),
        topics=_ids(content, "topics"),
        people=_ids(content, "people"),
        looks=content.looks,
        blocks=content.blocks,
        link_kinds=frozenset(link_kinds()),
    )
    papers = _with_own_ids(_papers(content, scope, read_papers or _read_papers), problems)
    _report_lone_pdfs(papers, content, problems)
    scope = replace(scope, papers=frozenset(paper.id for paper in papers))
    profile = _settings(Profile, settings.get("profile"), scope)
    faulty = f"{content.label}/profile."  # there, but broken: what is wrong with it is said already
    if "profile" not in settings and not any(problem.place.path.startswith(faulty) for problem in problems):
        problems.error(
            Place(f"{content.label}/profile.yaml"), 'the file is missing; it needs at least "name: Your Name"'
        )
    site = _settings(Site, settings.get("site"), scope) or Site()
    records = Records(
        site=site,
        profile=profile or Profile(),
        topics=_keyed(content, "topics", scope),
        people=_keyed(content, "people", scope),
        venues=_keyed(content, "venues", scope),
        papers=papers,
        pages=tuple(_listed(content, COLLECTIONS["pages"], scope)),
        entries={row.name: _entries(content, row, scope) for row in entry_collections()},
        files=content.files,
        root_files=content.root_files,
        pictures=content.pictures,
        language=choose_language(site.language, settings.get("words"), partial(_language_place, content), problems),
    )
    return resolve_record_links(records, content, problems) if profile else None


def _language_place(content: Content) -> Place:
    """Where the site's language stands, for what is to be said about it."""
    site = content.settings.get("site")
    return site.place(("language",)) if site else Place(f"{content.label}/site.yaml")


# --- settings -------------------------------------------------------------------------------------------------------


def _settings(record: type[T], document: Document | None, scope: Scope) -> T | None:
    if document is None:
        return None
    at = At(document, scope)
    settings = read_record(record, document.data, at)
    if isinstance(settings, Profile):
        report_picture(settings.photo, at / "photo")
    if isinstance(settings, Site):
        _report_menu(document.data, at / "navigation")
        _report_commented_colour(document, at / "theme" / "accent")
    return settings


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


# --- files that map ids to records ----------------------------------------------------------------------------------


def _documents(content: Content, name: str) -> list[Document]:
    """The documents of a collection that were read."""
    return [document for document in content.records.get(name, ()) if isinstance(document, Document)]


def _ids(content: Content, name: str) -> frozenset[str]:
    """The ids that a file maps to records."""
    return frozenset(key for doc in _documents(content, name) if isinstance(doc.data, dict) for key in doc.data)


def _keyed(content: Content, name: str, scope: Scope) -> dict[str, Any]:
    """The records of a file that maps ids to them, such as ``topics.yaml``."""
    row, records = COLLECTIONS[name], dict[str, Any]()
    for document in _documents(content, name):
        at = At(document, scope)
        if not isinstance(document.data, dict):
            at.error("a mapping from ids to records belongs here, with lines such as  some-id: {name: Some Name}")
            continue
        for key, raw in document.data.items():
            written: Raw = {row.shorthand: raw} if isinstance(raw, str) and row.shorthand else raw
            record = read_record(row.record, written, at / key, row.label, row.synonyms, id=key)
            if record is not None:
                records[key] = row.finish(record, at / key)
        _report_shared_slugs(records, row, at)
    return records


def _report_shared_slugs(records: Mapping[str, Any], row: Collection, at: At) -> None:
    taken: dict[str, str] = {}
    for key, record in records.items():
        slug = row.slug(record)
        other = taken.setdefault(slug.casefold(), key)
        if other != key:
            (at / key).error(
                f'"{key}" and "{other}" would share the address {slug}.html; give one of them another slug', key=True
            )


# --- files that hold one record, and files that list several --------------------------------------------------------


def _listed(content: Content, row: Collection, scope: Scope) -> Iterator[Any]:
    """The records of a collection, in the order of its files."""
    for document in _documents(content, row.name):
        yield from records_of(document, row, scope)


def records_of(document: Document, row: Collection, scope: Scope) -> Iterator[Any]:
    """The records in a document; what is wrong with them is reported."""
    at = At(document, scope)
    is_list_file = row.layout.file and document.stem == row.name and f"/{row.name}/" not in document.path
    if isinstance(document.data, list) and not document.path.endswith(".md"):
        for index, raw in enumerate(document.data):
            yield from _list_item(raw, row, at / index)
    elif is_list_file:
        begin = "id: …" if row.record is Paper else f"{next(iter(_required(row)))}: …"
        at.error(f'a list of records is expected, each beginning with "- {begin}"')
    else:
        yield from _record(document.data or {}, row, at, unicodedata.normalize("NFC", _id_of(document, row)))


def _id_of(document: Document, row: Collection) -> str:
    """The id of the record in a file of its own: the file's name, with the folders that it lies in."""
    if not row.layout.nested:
        return document.stem
    return document.path.rpartition(f"/{row.name}/")[2].rpartition(".")[0] or document.stem


def _required(row: Collection) -> Iterator[str]:
    from scholarfolio.content.schema import specs

    return (name for name, spec in specs(row.record).items() if spec.required)


def _list_item(raw: Raw, row: Collection, at: At) -> Iterator[Any]:
    """A record of a list. Papers need an id there, for it is their address; entries get one of what they say."""
    if row.is_of_entries:
        yield from _record(raw, row, at, "")
    elif not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
        at.error('a record needs an "id", such as "id: fomo-in-flux"')
    else:
        fields = {name: value for name, value in raw.items() if name != "id"}
        yield from _record(fields, row, at, unicodedata.normalize("NFC", raw["id"].strip()))


def _record(raw: Raw, row: Collection, at: At, record_id: str) -> Iterator[Any]:
    known: dict[str, Any] = {"origin": _start(at)}
    if not row.is_of_entries:
        if problem := next(filter(None, map(slug_problem, _segments(record_id))), None):
            what = "the file's name" if at.document.path.endswith(".md") else "the id"
            (at / "id" if at.path else at).error(f"{what} is part of the page's address: {problem}")
            return
        known["id"] = record_id
    if at.document.path.endswith(".md"):
        known["body"] = Markdown(at.document.body)
    record = read_record(row.record, raw, at, row.label, row.synonyms, **known)
    if record is not None:
        yield row.finish(record, at)


def _segments(record_id: str) -> Sequence[str]:
    """The parts of an id that each have to be fit for an address; a folder may have an index of its own."""
    folder, _, name = record_id.rpartition("/")
    return [*filter(None, folder.split("/")), *([] if folder and name == "index" else [name])]


def _start(at: At) -> Place:
    """Where a record begins; a file of its own begins at its top, which costs nothing to say."""
    return at.document.place(at.path) if at.path else Place(at.document.path, 1, 1)


# --- papers ---------------------------------------------------------------------------------------------------------


def _papers(content: Content, scope: Scope, read_papers: ReadPapers) -> Iterator[Paper]:
    yield from _listed(content, COLLECTIONS["papers"], scope)
    files = content.records.get("papers", ())
    yield from read_papers([file for file in files if isinstance(file, PaperFile)], scope)


def _read_papers(files: Iterable[PaperFile], scope: Scope) -> Iterator[Paper]:
    for file in files:
        document = read_document(file.path, file.shown, scope.problems)
        if document:
            yield from papers_of(document, scope)


def papers_of(document: Document, scope: Scope) -> Iterator[Paper]:
    """The papers in a document; what is wrong with them is reported."""
    return records_of(document, COLLECTIONS["papers"], scope)


def _with_own_ids(papers: Iterator[Paper], problems: Problems) -> tuple[Paper, ...]:
    """The papers without those whose id, but for case, another has; each of these is reported with both places."""
    first: dict[str, Paper] = {}
    for paper in papers:
        other = first.setdefault(paper.id.casefold(), paper)
        if other is not paper:
            problems.error(paper.origin, f'the id "{paper.id}" is taken by {other.origin}; every paper needs its own')
    return tuple(first.values())


def _report_lone_pdfs(papers: tuple[Paper, ...], content: Content, problems: Problems) -> None:
    """A PDF in papers/ belongs to the record of the same name; one that no record has is surely misnamed."""
    used = {paper.pdf for paper in papers}
    for name in content.files:
        if name.startswith("papers/") and name not in used:
            hint = did_you_mean(name.removeprefix("papers/"), [f"{paper.id}.pdf" for paper in papers])
            problems.warn(Place(f"{content.label}/{name}"), f"no record has this PDF{hint}")


# --- dated entries --------------------------------------------------------------------------------------------------


def _entries(content: Content, row: Collection, scope: Scope) -> dict[str, Any]:
    """The entries of a collection by their ids, newest first; those of one day as the file has them."""
    written = list(_listed(content, row, scope))
    taken: dict[str, Any] = {}
    for entry in written:
        if entry.id and (other := taken.setdefault(entry.id.casefold(), entry)) is not entry:
            message = f'the id "{entry.id}" is taken by {other.origin}; every one needs its own'
            scope.problems.error(entry.origin, message)
    entries = {}
    for entry in written:
        named = entry if entry.id else replace(entry, id=_free_id(entry, row, taken, scope.problems))
        entries[named.id] = named
    return dict(sorted(entries.items(), key=lambda item: _day(item[1]), reverse=True))


def _day(entry: Any) -> tuple[int, int, int]:
    return entry.begins.sort_key if entry.begins else (0, 0, 0)


def _free_id(entry: Any, row: Collection, taken: dict[str, Any], problems: Problems) -> str:
    """An id that no other entry has. Where an address depends on the order in the file, that is told."""
    wanted, number = entry.default_id, 1
    other = taken.get(wanted)
    while f"{wanted}{f'-{number}' if number > 1 else ''}" in taken:
        number += 1
    entry_id = f"{wanted}-{number}" if number > 1 else wanted
    if other and row.page_path and entry.has_page:
        message = f'would have the address of {other.origin}, so it is called "{entry_id}"; give it an "id" of its own'
        problems.warn(entry.origin, message)
    taken[entry_id] = entry
    return entry_id
