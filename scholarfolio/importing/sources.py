"""The table of sources, and which of them an address means."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from scholarfolio.formats.parsed import Parsed
from scholarfolio.importing.files import read_file, read_folder
from scholarfolio.importing.source import Source, SourceText
from scholarfolio.values.problems import Place, Problems, did_you_mean

_ROWS = (
    Source("file", read_file),
    Source("folder", read_folder),
)
SOURCES = {row.scheme: row for row in _ROWS}

# Two letters at least: ``C:\papers.bib`` is a path.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9-]+):(.+)", re.DOTALL)


def read_source(address: str, problems: Problems) -> Iterator[SourceText | Parsed]:
    """What lies at an address: ``papers.bib``, ``file:papers.bib``, ``doi:10.5555/12345678``.

    What exists as a file or folder is one, whatever its name looks like.
    """
    scheme, name = _split(address)
    if source := SOURCES.get(scheme):
        yield from source.read(name, problems)
    else:
        hint = did_you_mean(scheme, SOURCES) or f"; there are {', '.join(SOURCES)}"
        problems.error(Place(address), f'there is no such file, and no kind of source called "{scheme}"{hint}')


def _split(address: str) -> tuple[str, str]:
    """The scheme of an address and what stands behind it."""
    try:
        mode = Path(address).stat().st_mode
    except OSError:  # also where nobody may look: whoever reads it says so
        match = _ADDRESS.fullmatch(address)
        return (match[1].lower(), match[2]) if match else ("file", address)
    return "folder" if stat.S_ISDIR(mode) else "file", address
