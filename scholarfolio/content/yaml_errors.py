"""What goes wrong in YAML that people type, said in plain words with the fix.

Two kinds: what the parser refuses (``explain``), and what it would take without a word although it cannot be meant,
or that would do harm (``before_parsing``): aliases, endless nesting, TeX commands that double quotes turn into
control characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

# PyYAML's own mark and libyaml's are alike but unrelated types.
Mark: TypeAlias = Any


class Fault(NamedTuple):
    """A message and its place: line and column counted from 0, as the YAML parser does."""

    line: int
    column: int
    message: str


# Each of these texts is rare in sound files; only where one occurs is the file read a second time, event by event.
_MARK = re.compile(r"[*&!](?<![^\s\[,{:-].)(?=[^\s\],}*])")
_BEFORE_VALUE = "[{,:?-\n\r\x85\u2028\u2029"
_DEEP = re.compile(r"\n[ \-?:]{60}")
_ESCAPE = re.compile(r"\\[a-zA-Z_]")
_LINE_BREAK = "[\n\x85\u2028\u2029]"  # what YAML counts as one
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_PASSES = 20  # texts with a backslash that YAML refuses, before a file is given back

# TeX commands whose first letter double-quoted YAML takes for an escape that may also be meant: \n, \t, \r, \N, \L, \P.
_TEX_COMMAND = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?P<name>[abefv][a-zA-Z]+"
    r"|n(?:abla|e|eq|eg|u|ot|otin|i|um|ewline|oindent|ormalfont|ormalsize|leq|geq|mid|atural|earrow)"
    r"|t(?:o|imes|au|heta|ilde|ext[a-z]*|op|riangle[a-z]*|frac|iny|t|anh|an|hanks)"
    r"|r(?:ho|ight[a-z]*|angle|ef|m|eal|floor|ceil|bf|hd|mathrm)|N|L|P|Pr|Leftrightarrow|Lambda|Phi|Psi|Pi|[bvtr](?=\{))(?![a-zA-Z])"
    r"|(?<!\\)(?:\\\\)*\\(?P<sign>_)"
)


def before_parsing(text: str, max_depth: int) -> list[Fault]:
    """Faults that the parser would not report: each is silent nonsense, or could bring the parser down."""
    if "\x00" in text:
        at = text.index("\x00")
        return [Fault(*_line_column(text, at), "the file holds a NUL character, so it is not a text file")]
    suspicious = (
        text.count("[") + text.count("{") >= max_depth
        or _DEEP.search(f"\n{text}")
        or _is_marked(text)
        or ('"' in text and _ESCAPE.search(text))
    )
    return _scan(text, max_depth) if suspicious else []


def _is_marked(text: str) -> bool:
    """Whether an anchor, alias or tag may stand here: they begin a value, whereas prose has a word before ``*``."""
    if "*" not in text and "&" not in text and "!" not in text:
        return False
    befores = (text[max(0, found.start() - 100) : found.start()].rstrip(" \t") for found in _MARK.finditer(text))
    return any(not before or before[-1] in _BEFORE_VALUE for before in befores)


def _scan(text: str, max_depth: int) -> list[Fault]:
    """All such faults. A backslash that the parser refuses hides what follows, so the text round it is blanked out."""
    refused: list[Fault] = []
    for _ in range(_PASSES):
        faults: list[Fault] = []
        try:
            for fault in _silent(text, max_depth):
                faults.append(fault)  # one by one: what is found before the parser gives up counts
            break
        except yaml.YAMLError as error:
            if (deep := _too_deep(error, text)) is not None:
                text = text[:deep]
                continue
            quoted = _refused_text(error, text)
            if quoted is None:
                break  # the parser proper says it better
            refused.append(explain(error, text))
            text = text[: quoted.start()] + re.sub(r"\S", "x", quoted[0]) + text[quoted.end() :]
    return [*refused, *faults]


def _too_deep(error: yaml.YAMLError, text: str) -> int | None:
    """Where the parser's own limit of nesting is reached, if that stopped it: newer ones read far ahead to see it."""
    if not isinstance(error, yaml.MarkedYAMLError) or "nesting depth" not in (error.problem or ""):
        return None
    mark = error.problem_mark
    return _offset(_line_starts(text), mark) if mark else None


def _refused_text(error: yaml.YAMLError, text: str) -> re.Match[str] | None:
    """The double-quoted text with a backslash that YAML does not know, if that is what the parser complains about."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.context_mark is None:
        return None
    if not any(part in (error.problem or "") for part in _ESCAPES):
        return None
    return _QUOTED.match(text, _offset(_line_starts(text), error.context_mark))


def _silent(text: str, max_depth: int) -> Iterator[Fault]:
    """Read the events one by one; this neither builds anything nor recurses."""
    starts = _line_starts(text)
    named: set[str] = set()
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        mark = _start(event)
        if isinstance(event, yaml.NodeEvent) and event.anchor and event.anchor not in named:
            named.add(event.anchor)
            yield Fault(mark.line, mark.column, _ANCHOR.format(name=event.anchor))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            yield Fault(mark.line, mark.column, _TAG)
        if isinstance(event, yaml.ScalarEvent) and event.style == '"':
            yield from _tex_in_double_quotes(text, starts, event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > max_depth:
            yield Fault(mark.line, mark.column, f"nested more than {max_depth} levels deep")
            return


_ANCHOR = (
    "&{name} and *{name} are anchor and alias in YAML, which are not supported; write the value out, "
    "or put quotes around a text that begins with & or *"
)
_TAG = "a value that begins with ! needs quotes around it"


def _tex_in_double_quotes(text: str, starts: list[int], event: yaml.ScalarEvent) -> Iterator[Fault]:
    begin, end = _offset(starts, _start(event)), _offset(starts, event.end_mark)
    match = _TEX_COMMAND.search(text, begin, end)
    if match is not None:
        group = "name" if match["name"] else "sign"
        yield Fault(
            *_line_column(text, match.start(group) - 1),
            f'between double quotes YAML turns "\\{match[group]}" into something else; '
            "use single quotes '…' or a block that begins with |-",
        )


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
    mark, begin = error.problem_mark, error.context_mark
    line = [*re.split(_LINE_BREAK, text), ""][mark.line]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault(mark.line, 0, "a tab is used to indent; YAML wants spaces")
    sentence = _sentence(error, line[: mark.column].rstrip())
    # What was begun and never ended is noticed lines later; what has to be mended is where it begins.
    if begin is not None and sentence != _BACKSLASH and (error.context or "").endswith(_BEGINNINGS):
        mark = mark if "flow" in (error.context or "") and begin.line == mark.line else begin
    return Fault(mark.line, mark.column, sentence)


def _sentence(error: yaml.MarkedYAMLError, before: str) -> str:
    """What to say about an error, given the line up to it."""
    told = f"{error.context}; {error.problem}"
    if _NO_KEY in told and before.endswith(("'", '"')):
        return _AFTER_QUOTE
    if _NO_KEY in told and before.endswith(("]", "}")):
        return _AFTER_BRACKET
    known = (sentence for part, sentence in _SENTENCES if part in told)
    return next(known, f"not valid YAML: {error.problem}; {_USUAL}")


_NO_KEY = "did not find expected key"
_BEGINNINGS = ("a quoted scalar", "a simple key", "an alias", "an anchor", "a flow sequence", "a flow mapping")
_ESCAPES = ("unknown escape character", "expected hexdecimal number")
_BACKSLASH = "a backslash between double quotes; use single quotes '…' or a block that begins with |-"
_AFTER_QUOTE = (
    "text stands behind a closing quote; put the whole value between quotes of the other kind, "
    "or close a quote that was opened further up"
)
_AFTER_BRACKET = (
    "text stands behind a closing bracket; put quotes around a value that begins with [ or { but is no list or mapping"
)
_USUAL = "the usual causes are a missing quote, a missing colon, or a line that is not indented like its neighbours"
_SENTENCES = (
    *((part, _BACKSLASH) for part in _ESCAPES),
    ("character that cannot start any token", "a value that begins with @, ` or % needs quotes around it"),
    ("while scanning an alias", "a value that begins with * needs quotes around it"),
    ("while scanning an anchor", "a value that begins with & needs quotes around it"),
    ("while scanning a tag", _TAG),
    (" directive;", "a line that begins with % needs quotes or a field's name before it"),
    ("while scanning a quoted scalar", "this quote is never closed"),
    ("while scanning a block scalar", "the text after | or > must begin on the next line, indented"),
    (
        "mapping values are not allowed",
        "a colon where no field can begin: put quotes around a value that holds a colon and a space, "
        "indent the line like its neighbours, or give the line above its colon",
    ),
    ("sequence entries are not allowed", "the first item of a list must begin on a line of its own, after its field"),
    ("did not find expected ',' or ']'", "a list that begins with [ is not closed by ], or a comma is missing"),
    ("did not find expected ',' or '}'", "a mapping that begins with { is not closed by }, or a comma is missing"),
    (
        "did not find expected node content",
        "a bracket that is not closed, a comma too many, or a missing value",
    ),
    (
        "could not find expected ':'",
        "a field's name without its colon and a space, or a value that runs over into a line that is not indented",
    ),
    (_NO_KEY, "this line is not indented like its neighbours, or a quote or colon before it is missing"),
    ("did not find expected '-' indicator", "a list item is not indented like the others"),
    ("expected a single document", "the file holds a second document after ---; keep one record a file"),
    ("expected <document start>", "nothing may follow the line with ... or the closing bracket that ends the record"),
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


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(_LINE_BREAK, text))]


def _offset(starts: list[int], mark: Mark) -> int:
    """A mark's offset in the text, from its line and column: the C parser's own index counts bytes."""
    line: int = mark.line
    column: int = mark.column
    return starts[line] + column
