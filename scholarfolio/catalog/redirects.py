"""Redirects: from every old address to the one that it leads to in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scholarfolio.content.collections import COLLECTIONS
from scholarfolio.content.models import Records
from scholarfolio.content.old_addresses import OldAddress
from scholarfolio.values.problems import Place, Problems


class Redirection(NamedTuple):
    """The path of a page that leads on, where it leads to, and what calls for it."""

    path: str
    target: str
    place: Place


def redirections(records: Records, problems: Problems) -> list[Redirection]:
    """Every old address once, with where it leads in the end: from one old address to another there is no stop.

    Old addresses that lead in a circle, or to two places, are reported and left out.
    """
    steps: dict[str, tuple[OldAddress, str]] = {}
    for old, target in _named(records):
        first, other = steps.setdefault(old.path, (old, target))
        if first is not old and other != target:
            problems.error(old.place, f'"{old.path}" leads to {other} already, by {first.place}')
    found = []
    for old, target in steps.values():
        end = _end(old.path, steps)
        if end is None:
            problems.error(old.place, f'"{old.path}" leads to {target}, from where readers come back to it')
        else:
            found.append(Redirection(old.path, end, old.place))
    return found


def _named(records: Records) -> Iterator[tuple[OldAddress, str]]:
    """Old addresses and what each leads to, as the author has them."""
    yield from records.site.redirects
    of_rows = {"papers": records.papers, "pages": records.pages} | {
        name: tuple(entries.values()) for name, entries in records.entries.items()
    }
    for name, of_row in of_rows.items():
        for record in of_row:
            for old in getattr(record, "redirect_from", ()):
                yield old, COLLECTIONS[name].address(record)


def _end(path: str, steps: dict[str, tuple[OldAddress, str]]) -> str | None:
    """Where an old address leads in the end; ``None`` for a circle."""
    passed = set[str]()
    anchor = target = ""
    while path in steps:
        if path in passed:
            return None
        passed.add(path)
        target = steps[path][1]
        path, sign, rest = target.partition("#")
        anchor = sign + rest or anchor
    return path + anchor
