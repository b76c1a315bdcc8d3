"""Rules for exports: what readers download must be there, and be what citation managers read."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from scholarfolio.check.exports import ExportFile, read_exports, stems
from scholarfolio.check.record_types import NEEDED_FIELDS, TYPES
from scholarfolio.check.rule import Faults, SiteRule, short
from scholarfolio.check.site import Site
from scholarfolio.formats.registry import writable_formats

_KEY = re.compile(r"[^\s,{}#%~\\\"'()=@]+")


def exports_exist(site: Site) -> Faults:
    """Beside every paper's page lies the paper in every format, and all papers lie beside the home page."""
    for stem in stems(site):
        for format in writable_formats():
            if f"{stem}{format.suffix}" not in site.files:
                yield site.at(f"{stem}{format.suffix}"), "is not there"


def exports_parse(site: Site) -> Faults:
    """Every export can be read back, and has at least one paper in it, each with a title."""
    for path, export in read_exports(site).items():
        for line, why in export.rejected:
            yield site.at(path, line, 1), why
        if export.format.reader and not export.papers and not export.rejected and site.papers:
            yield site.at(path), "has no paper in it"


def exports_typed(site: Site) -> Faults:
    """Every record in an export says what it is by a type that its format knows."""
    for path, export in read_exports(site).items():
        types = TYPES.get(export.format.name)
        for paper in export.papers:
            if types and paper.type not in types:
                yield site.at(path, paper.line, 1), f'"{short(paper.type)}" is no type of record'


def exports_agree(site: Site) -> Faults:
    """Exports of the same name hold the same papers in every format."""
    sound = {path: export for path, export in read_exports(site).items() if export.papers and not export.rejected}
    alike: dict[str, list[str]] = {}
    for path, export in sound.items():
        alike.setdefault(path.removesuffix(export.format.suffix), []).append(path)
    order = [format.name for format in writable_formats()]
    for paths in alike.values():
        first, *others = sorted(paths, key=lambda path: order.index(sound[path].format.name))
        for other in others:
            yield from ((site.at(other), why) for why in _differences(sound[first], sound[other], first))


def _differences(ours: ExportFile, theirs: ExportFile, name: str) -> Iterator[str]:
    if len(ours.papers) != len(theirs.papers):
        yield f"has {len(theirs.papers)} papers, {posixpath.basename(name)} has {len(ours.papers)}"
        return
    titles = Counter(paper.title for paper in ours.papers)
    titles.subtract(paper.title for paper in theirs.papers)
    if missing := [title for title, count in titles.items() if count > 0]:
        yield f'has other titles than {posixpath.basename(name)}, which has "{short(missing[0])}"'


def bibtex_keys(site: Site) -> Faults:
    """In a BibTeX file no two entries have the same key, and every key can be cited."""
    for path, export in _bibtex_files(site):
        lines: dict[str, int] = {}
        for entry in export.papers if not export.rejected else ():
            if not _KEY.fullmatch(entry.key):
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" cannot be cited'
            before = lines.setdefault(entry.key.lower(), entry.line)
            if before != entry.line:
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" is taken on line {before}'


def bibtex_fields(site: Site) -> Faults:
    """Every BibTeX entry has the fields that its type needs, so that no reference has a gap."""
    for path, export in _bibtex_files(site):
        for entry in export.papers:
            for names in (wanted.split("|") for wanted in NEEDED_FIELDS.get(entry.type, ())):
                if not entry.fields.intersection(names):
                    yield site.at(path, entry.line, 1), f"@{entry.type} {short(entry.key)} has no {names[0]}"


def _bibtex_files(site: Site) -> Iterator[tuple[str, ExportFile]]:
    return ((path, export) for path, export in read_exports(site).items() if export.format.name == "bibtex")


RULES = (
    SiteRule(exports_exist),
    SiteRule(exports_parse),
    SiteRule(exports_typed),
    SiteRule(exports_agree),
    SiteRule(bibtex_keys),
    SiteRule(bibtex_fields, "warning"),
)
