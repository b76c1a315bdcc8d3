"""Text places: where something in a text that an author wrote stands in the file; wanted only when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from scholarfolio.content.reader import Document, KeyPath, child_node
from scholarfolio.values.problems import Place

# The keys of the Markdown that follows the fields in a file of both.
BODY: KeyPath = ("body",)


class TextSource(NamedTuple):
    """Which text of the author's it is.

    Attributes:
        record: where the record with it begins, or the file of settings; for a file that is one record, its first line.
        keys: what leads from there to the text; ``BODY`` for what follows the fields in a Markdown file.
    """

    record: Place
    keys: KeyPath


def places_of(document: Document, source: TextSource, pattern: re.Pattern[str]) -> list[Place]:
    """Where a pattern, or its first group if it has any, stands in a text, each time; what is code does not count.

    Where the text as read and as typed differ in how often it stands there, or it is not there: where the text begins.
    """
    if source.keys == BODY and document.path.endswith(".md"):
        start, typed, read = 0, document.body, document.body
        whole, first_line = document.body, document.body_line
    else:
        node = _node(document, source)
        if not isinstance(node, yaml.ScalarNode):
            return [source.record if node is None else _at(document, node)]
        start, whole, first_line = node.start_mark.index, document.text, document.first_line
        typed, read = whole[start : node.end_mark.index], str(node.value)
    places = [_place(document.path, whole, start + at, first_line) for at in _outside_code(typed, read, pattern)]
    return places or [_place(document.path, whole, start, first_line)]


def _outside_code(typed: str, read: str, pattern: re.Pattern[str]) -> Sequence[int]:
    """Where matches begin in a text as typed; which of them are code is told by the text as read."""
    from scholarfolio.text.markdown.masking import code_spans

    spans = code_spans(read)
    is_code = [any(start <= match.start() < end for start, end in spans) for match in pattern.finditer(read)]
    offsets = [match.start(pattern.groups and 1) for match in pattern.finditer(typed)]
    if len(offsets) != len(is_code):
        return []
    return [offset for offset, code in zip(offsets, is_code, strict=True) if not code]


def _node(document: Document, source: TextSource) -> yaml.Node | None:
    """The node of a text, in the record that begins at a place."""
    node = _record_node(document, source.record)
    for step in source.keys:
        child = child_node(node, step)
        if child is None:
            return None
        node = child[1]
    return node


def _record_node(document: Document, place: Place) -> yaml.Node | None:
    """The node that begins at a place: the whole of a document, or a record in its list."""
    root = document.root
    items = root.value if isinstance(root, yaml.SequenceNode) else ()
    return next((item for item in items if _at(document, item) == place), root)


def _at(document: Document, node: yaml.Node) -> Place:
    mark = node.start_mark
    return Place(document.path, document.first_line + mark.line, mark.column + 1)


def _place(path: str, text: str, offset: int, first_line: int) -> Place:
    line = first_line + text.count("\n", 0, offset)
    return Place(path, line, offset - text.rfind("\n", 0, offset))
