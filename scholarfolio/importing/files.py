"""Files of papers, and folders of such files, as sources: their texts, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from scholarfolio.formats.parsed import Remark
from scholarfolio.formats.registry import find_format, readable_formats
from scholarfolio.importing.source import SourceText
from scholarfolio.values.problems import Place, Problems


def read_file(path: str, problems: Problems) -> Iterator[SourceText]:
    """The text of a file of papers, in the format that its name or what it holds tells."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        problems.error(Place(path), f"cannot be read: {error.strerror or error}")
        return
    text, remarks = _decoded(data)
    if format := find_format(Path(path).name, text):
        yield SourceText(path, format, text, remarks)
    else:
        labels = _either([row.label for row in readable_formats()])
        problems.error(Place(path), f"is in no format that can be imported: {labels} is expected")


def read_folder(path: str, problems: Problems) -> Iterator[SourceText]:
    """The texts of a folder's own files of papers, told by how their names end."""
    suffixes = tuple(suffix for row in readable_formats() for suffix in row.suffixes)
    try:
        names = (file for file in Path(path).iterdir() if file.name.lower().endswith(suffixes))
        files = sorted(file for file in names if not file.is_dir())
    except OSError as error:
        problems.error(Place(path), f"cannot be read: {error.strerror or error}")
        return
    if not files:
        problems.error(Place(path), f"the folder holds no file ending in {_either(sorted(suffixes))}")
    for file in files:
        yield from read_file(str(file), problems)


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


_DECLARED = re.compile(rb"encoding[\s:=]+(?:\w+ \()?([A-Za-z][\w .-]*?)\)?\s*$", re.I | re.M)


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """A file's text, lines ended by ``\\n``, and a remark where its encoding had to be guessed."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _one_ending(data.decode("utf-16", "replace")), ()
    if 0 in data[:2]:  # the first character is ASCII, so its other half tells the order of bytes
        return _one_ending(data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")), ()
    try:
        return _one_ending(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    declared = _DECLARED.search(data[:2000])
    name = declared[1].decode().replace("Mac OS Roman", "mac-roman").strip() if declared else ""
    for encoding in filter(None, (name, "cp1252", "latin-1")):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        message = f"the file is not UTF-8; it was read as {encoding}, so look at its accents"
        return _one_ending(text), (Remark(line, message),)
    raise AssertionError("latin-1 decodes everything")


def _one_ending(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
