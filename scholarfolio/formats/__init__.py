"""Formats that papers are written in elsewhere. Each is a module of its own and one entry of the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from scholarfolio.content.models import Paper
from scholarfolio.formats.bibtex import writer as bibtex
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.formats.parsed import Parsed
from scholarfolio.formats.ris import writer as ris
from scholarfolio.values.names import Name


class Format(NamedTuple):
    """One format.

    Attributes:
        name: what people call it.
        suffixes: how its files' names end.
        sign: what its files hold, for those whose names do not tell.
        load_all: reads texts by the names of their files, which belong together, for an owner if one is known.
        dumps: writes one paper.
    """

    name: str
    suffixes: tuple[str, ...]
    sign: re.Pattern[str]
    load_all: Callable[[Mapping[str, str], Name | None], list[Parsed]]
    dumps: Callable[[Paper], str]


def _load_bibtex(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.bibtex import reader  # only an import needs the reader

    return reader.load_all(texts, owner)


def _load_csl_json(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.csl_json import reader

    return [reader.loads(text, name) for name, text in texts.items()]


def _load_ris(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.ris import reader

    return [reader.loads(text, name) for name, text in texts.items()]


FORMATS = {
    "bibtex": Format("BibTeX", (".bib", ".bibtex"), re.compile(r"^\s*@\w+\s*[{(]", re.M), _load_bibtex, bibtex.dumps),
    "ris": Format("RIS", (".ris",), re.compile(r"^TY  - ", re.M), _load_ris, ris.dumps),
    "csl-json": Format("CSL-JSON", (".json",), re.compile(r'^\s*\[?\s*\{\s*"'), _load_csl_json, csl_json.dumps),
}


def find_format(filename: str, text: str) -> Format | None:
    """The format of a file, by how its name ends or else by what it holds; ``None`` when it is in none of them."""
    for known in FORMATS.values():
        if filename.lower().endswith(known.suffixes):
            return known
    return next((known for known in FORMATS.values() if known.sign.search(text)), None)
