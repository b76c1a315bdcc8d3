"""What goes wrong in YAML that people type, said in plain words with the fix.

Two kinds: what the parser refuses (``explain``), and what it would take without a word although it cannot be meant,
or that would do harm (``before_parsing``): aliases, endless nesting, TeX commands that double quotes turn into
control characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

# PyYAML's own mark and libyaml's are alike but unrelated types.
Mark: TypeAlias = Any


@dataclass(frozen=True)
class Fault:
    """A message and its place: line and column counted from 0, as the YAML parser does."""

    line: int
    column: int
    message: str


# Each of these texts is rare in sound files; only where one occurs is the file read a second time, event by event.
_ALIAS = re.compile(r"(?:^|[\s\[,{:-])\*[^\s\],}*]", re.MULTILINE)
_DEEP = re.compile(r"^[ \-?:]{60,}", re.MULTILINE)
_ESCAPE = re.compile(r"\\[a-zA-Z]")

# TeX commands whose first letter double-quoted YAML takes for an escape that may also be meant: \n, \t, \r, \N, \L, \P.
_TEX_COMMAND = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?P<name>[abefv][a-zA-Z]+"
    r"|n(?:abla|e|eq|eg|u|ot|otin|i|um|ewline|oindent|ormalfont|ormalsize|leq|geq|mid|atural|earrow)"
    r"|t(?:o|imes|au|heta|ilde|ext[a-z]*|op|riangle[a-z]*|frac|iny|t|anh|an|hanks)"
    r"|r(?:ho|ight[a-z]*|angle|ef|m|eal|floor|ceil|bf|hd|mathrm)|N|L|P|Pr|Leftrightarrow|Lambda|Phi|Psi|Pi)(?![a-zA-Z])"
)


def before_parsing(text: str, max_depth: int) -> list[Fault]:
    """Faults that the parser would not report: each is silent nonsense, or could bring the parser down."""
    if "\x00" in text:
        at = text.index("\x00")
        return [Fault(*_line_column(text, at), "the file holds a NUL character, so it is not a text file")]
    suspicious = (
        text.count("[") + text.count("{") >= max_depth
        or _DEEP.search(text)
        or _ALIAS.search(text)
        or ('"' in text and _ESCAPE.search(text))
    )
    return _scan(text, max_depth) if suspicious else []


def _scan(text: str, max_depth: int) -> list[Fault]:
    """Read the events one by one; this neither builds anything nor recurses."""
    faults: list[Fault] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            mark = _start(event)
            if isinstance(event, yaml.AliasEvent):
                faults.append(
                    Fault(mark.line, mark.column, f'"*{event.anchor}" is a YAML alias, which is not supported; '
                          "write the value out, or put quotes around text that begins with *")
                )  # fmt: skip
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > max_depth:
                    faults.append(Fault(mark.line, mark.column, f"nested more than {max_depth} levels deep"))
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent) and event.style == '"':
                faults += _tex_in_double_quotes(text, event)
    except yaml.YAMLError:
        pass  # the parser proper says it better
    return faults


def _tex_in_double_quotes(text: str, event: yaml.ScalarEvent) -> list[Fault]:
    start, end = _start(event), event.end_mark
    assert end is not None, "libyaml marks where every event ends"
    source = text[_offset(text, start) : _offset(text, end)]
    match = _TEX_COMMAND.search(source)
    if match is None:
        return []
    command = match["name"]
    return [
        Fault(start.line, start.column, f'between double quotes YAML turns "\\{command}" into a control character; '
              "use single quotes '…' or a block that begins with |-")
    ]  # fmt: skip


def duplicate(key: yaml.Node, first: yaml.Node) -> Fault:
    """A field that stands twice in one mapping: plain YAML would keep the last and lose the first."""
    mark, before = _start(key), _start(first).line + 1
    return Fault(mark.line, mark.column, f'the field "{key.value}" is given twice (first on line {before})')


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """A parser's error in the words of somebody who edits a text file."""
    if isinstance(error, yaml.reader.ReaderError):
        at = _bad_character(text)
        code = f"U+{ord(text[at]):04X}" if at is not None else "a character"
        return Fault(*_line_column(text, at or 0), f"{code} is a control character that YAML does not allow; delete it")
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(0, 0, f"not valid YAML: {error}")
    mark, problem = error.problem_mark, error.problem or ""
    line = [*text.split("\n"), ""][mark.line]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault(mark.line, 0, "a tab is used to indent; YAML wants spaces")
    for part, sentence in _SENTENCES:
        if part in problem or part in (error.context or ""):
            # an open quote is noticed only at the end of the file; what has to be mended is where it opens
            place = error.context_mark if part == _OPEN_QUOTE and error.context_mark else mark
            return Fault(place.line, place.column, sentence)
    return Fault(mark.line, mark.column, f"not valid YAML: {problem}; {_USUAL}")


_OPEN_QUOTE = "while scanning a quoted scalar"
_BACKSLASH = "a backslash between double quotes; use single quotes '…' or a block that begins with |-"
_USUAL = "the usual causes are a missing quote, a missing colon, or a line that is not indented like its neighbours"
_SENTENCES = (
    ("character that cannot start any token", "a value that begins with @, ` or % needs quotes around it"),
    (
        "mapping values are not allowed",
        "a colon where no field can begin: put quotes around a value that holds a colon and a space, "
        "or indent the line like its neighbours",
    ),
    ("unknown escape character", _BACKSLASH),
    ("did not find expected hexdecimal number", _BACKSLASH),
    (_OPEN_QUOTE, "this quote is never closed"),
    ("did not find expected ',' or ']'", "a list that begins with [ is not closed by ], or a comma is missing"),
    ("did not find expected ',' or '}'", "a mapping that begins with { is not closed by }, or a comma is missing"),
    (
        "could not find expected ':'",
        "a field's name without its colon, or a value that runs over into a line that is not indented",
    ),
    (
        "did not find expected key",
        "this line is not indented like its neighbours, or a quote or colon before it is missing",
    ),
    ("did not find expected '-' indicator", "a list item is not indented like the others"),
    ("expected a single document", "the file holds a second document after ---; keep one record a file"),
    ("found unhashable key", "a list or mapping stands where a field's name should be"),
)


def _bad_character(text: str) -> int | None:
    match = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return match.start() if match else None


def _line_column(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset)
    return line, offset - (text.rfind("\n", 0, offset) + 1)


def _start(marked: yaml.Event | yaml.Node) -> Mark:
    mark = marked.start_mark
    assert mark is not None, "libyaml marks where every event and node begins"
    return mark


def _offset(text: str, mark: Mark) -> int:
    """A mark's offset in the text, from its line and column: the C parser's own index counts bytes."""
    at = 0
    for _ in range(mark.line):
        at = text.index("\n", at) + 1
    return at + mark.column
