"""Rules for exports: what readers download must be there, and be what citation managers read."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from scholarfolio.check.exports import SUFFIXES, Export, read_exports
from scholarfolio.check.record_types import NEEDED_FIELDS, TYPES
from scholarfolio.check.rule import Faults, SiteRule, short
from scholarfolio.check.site import Site

_KEY = re.compile(r"[^\s,{}#%~\\\"'()=@]+")


def exports_exist(site: Site) -> Faults:
    """Beside every paper's page lies the paper in every format, and all papers lie beside the home page."""
    stems = [posixpath.splitext(path)[0] for path in site.papers]
    for stem in (*stems, *(["papers"] if stems else [])):
        for suffix in SUFFIXES:
            if f"{stem}{suffix}" not in site.files:
                yield site.at(f"{stem}{suffix}"), "is not there"


def exports_parse(site: Site) -> Faults:
    """Every export can be read back, and has at least one paper in it, each with a title."""
    for path, export in read_exports(site).items():
        for line, why in export.rejected:
            yield site.at(path, line, 1), why
        if not export.entries and not export.rejected and site.papers:
            yield site.at(path), "has no paper in it"


def exports_typed(site: Site) -> Faults:
    """Every record in an export says what it is by a type that its format knows."""
    for path, export in read_exports(site).items():
        suffix = posixpath.splitext(path)[1]
        for line, name in export.types:
            if name not in TYPES[suffix]:
                yield site.at(path, line, 1 if line else 0), f'"{short(name)}" is no type of record'


def exports_agree(site: Site) -> Faults:
    """Exports of the same name hold the same papers in every format."""
    sound = {path: export for path, export in read_exports(site).items() if export.entries and not export.rejected}
    first = SUFFIXES[0]
    for path in (path for path in sound if path.endswith(first)):
        for other in (path.removesuffix(first) + suffix for suffix in SUFFIXES[1:]):
            if other in sound:
                yield from ((site.at(other), why) for why in _differences(sound[path], sound[other], path))


def _differences(ours: Export, theirs: Export, name: str) -> Iterator[str]:
    if len(ours.entries) != len(theirs.entries):
        yield f"has {len(theirs.entries)} papers, {posixpath.basename(name)} has {len(ours.entries)}"
        return
    titles = Counter(entry.title for entry in ours.entries)
    titles.subtract(entry.title for entry in theirs.entries)
    if missing := [title for title, count in titles.items() if count > 0]:
        yield f'has other titles than {posixpath.basename(name)}, which has "{short(missing[0])}"'


def bibtex_keys(site: Site) -> Faults:
    """In a BibTeX file no two entries have the same key, and every key can be cited."""
    for path, export in read_exports(site).items():
        lines: dict[str, int] = {}
        for entry in export.entries if path.endswith(".bib") and not export.rejected else ():
            if not _KEY.fullmatch(entry.key):
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" cannot be cited'
            before = lines.setdefault(entry.key.lower(), entry.line)
            if before != entry.line:
                yield site.at(path, entry.line, 1), f'the key "{short(entry.key)}" is taken on line {before}'


def bibtex_fields(site: Site) -> Faults:
    """Every BibTeX entry has the fields that its type needs, so that no reference has a gap."""
    for path, export in read_exports(site).items():
        for (line, name), entry in zip(export.types, export.entries, strict=False) if path.endswith(".bib") else ():
            for wanted in NEEDED_FIELDS.get(name, ()):
                if not entry.fields.intersection(wanted.split("|")):
                    yield site.at(path, line, 1), f"@{name} {short(entry.key)} has no {wanted.split('|')[0]}"


RULES = (
    SiteRule(exports_exist),
    SiteRule(exports_parse),
    SiteRule(exports_typed),
    SiteRule(exports_agree),
    SiteRule(bibtex_keys),
    SiteRule(bibtex_fields, "warning"),
)
