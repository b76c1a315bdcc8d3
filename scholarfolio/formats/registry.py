"""The registry of formats: one row a format. Exports, import, check and the scripts in pages all ask it.

Reading and writing are separate: a row may have a reader, a writer or both. Readers are loaded when they are first
used, since a build has no use for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from scholarfolio.content.models import Paper
from scholarfolio.formats.bibtex import writer as bibtex
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.formats.parsed import Parsed
from scholarfolio.formats.ris import writer as ris
from scholarfolio.values.names import Name

# Reads texts that belong together, by the names of their sources, for an owner if one is known. Nothing in a text makes
# it fail: what cannot be read is reported in what it returns.
Reader = Callable[[Mapping[str, str], Name | None], list[Parsed]]


class Writer(NamedTuple):
    """How papers are written.

    Attributes:
        record: writes one paper as it stands in a file of several.
        between: what stands between two papers in a file; ``before`` the first and ``after`` the last.
        ascii_record: the same without any letter beyond ASCII, for sites that ask for that; not every format can.
        for_groups: whether the papers of one topic, year, author or venue are offered in it, too.
    """

    record: Callable[[Paper], str]
    between: str
    before: str = ""
    after: str = ""
    ascii_record: Callable[[Paper], str] | None = None
    for_groups: bool = False

    def file(self, records: Iterable[str]) -> str:
        """The text of a file of these records."""
        return f"{self.before}{self.between.join(records)}{self.after}"

    def parts(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """A file of chunks of records so joined, in UTF-8 and bit by bit: all together may be large."""
        between = self.before
        for chunk in chunks:
            yield between.encode()
            yield chunk
            between = self.between
        yield self.after.encode()


class Format(NamedTuple):
    """One format.

    Attributes:
        name: what it is called in addresses and in scripts.
        label: what people call it.
        suffixes: how its files' names end; the first is that of exports.
        media_type: the type of its files.
        sign: what every file in it holds: it tells the format of files whose names do not.
        reader: reads it, where it can be imported.
        writer: writes it, where it is offered for download.
        shared_suffix: whether files of other kinds end as its exports do.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    sign: re.Pattern[str]
    reader: Reader | None = None
    writer: Writer | None = None
    shared_suffix: bool = False

    @property
    def suffix(self) -> str:
        """How the names of exports end."""
        return self.suffixes[0]


def _read_bibtex(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.bibtex import reader

    return reader.load_all(texts, owner)


def _read_ris(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.ris import reader

    return [reader.loads(text, source) for source, text in texts.items()]


def _read_csl_json(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    from scholarfolio.formats.csl_json import reader

    return [reader.loads(text, source) for source, text in texts.items()]


_ROWS = (
    Format(
        name="bibtex",
        label="BibTeX",
        suffixes=(".bib", ".bibtex"),
        media_type="application/x-bibtex",
        sign=re.compile(r"^\s*@\w+\s*[{(]", re.MULTILINE),
        reader=_read_bibtex,
        writer=Writer(bibtex.dumps, between="\n", ascii_record=bibtex.dumps_ascii, for_groups=True),
    ),
    Format(
        name="ris",
        label="RIS",
        suffixes=(".ris",),
        media_type="application/x-research-info-systems",
        sign=re.compile(r"^TY  - ", re.MULTILINE),
        reader=_read_ris,
        writer=Writer(ris.dumps, between=ris.LINE_END),
    ),
    Format(
        name="csl-json",
        label="CSL-JSON",
        suffixes=(".json",),
        media_type="application/vnd.citationstyles.csl+json",
        sign=re.compile(r'^\s*\[?\s*\{\s*"'),
        reader=_read_csl_json,
        writer=Writer(csl_json.dumps, between=",\n", before="[\n", after="\n]\n"),
        shared_suffix=True,
    ),
)
FORMATS = {row.name: row for row in _ROWS}


def readable_formats() -> list[Format]:
    """The formats that can be imported."""
    return [row for row in FORMATS.values() if row.reader]


def writable_formats() -> list[Format]:
    """The formats that are offered for download, in the order in which pages list them."""
    return [row for row in FORMATS.values() if row.writer]


def group_formats() -> list[Format]:
    """The formats in which the papers of one topic, year, author or venue are offered."""
    return [row for row in FORMATS.values() if row.writer and row.writer.for_groups]


def writer_of(name: str) -> Writer:
    """How papers are written in the format of this name.

    Raises:
        LookupError: there is no such format, or it can only be read.
    """
    writer = FORMATS[name].writer
    if writer is None:
        raise LookupError(f"no paper can be written as {FORMATS[name].label}")
    return writer


def find_format(filename: str, text: str) -> Format | None:
    """The format of a file to read, by how its name ends or else by what it holds; ``None`` when it is in none."""
    readable = readable_formats()
    endings = {suffix: row for row in readable for suffix in row.suffixes if filename.lower().endswith(suffix)}
    if endings:
        return endings[max(endings, key=len)]
    return next((row for row in readable if row.sign.search(text)), None)
