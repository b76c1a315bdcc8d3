"""A record as YAML that its author likes to edit: fields in the model's order, nothing quoted that need not be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Raw
from scholarfolio.content.schema import specs

WIDTH = 110

# What YAML takes as it stands, between lines and between brackets. This is stricter than YAML is.
_PLAIN = re.compile(r"[^\W_](?:[^:#\n\t]|:(?! |$)|(?<! )#)*(?<! )")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^:#,\[\]{}?\n\t]*(?<! )")


def dump_record(raw: Mapping[str, Raw], order: type[Any] = Paper) -> str:
    """Write a raw record as YAML.

    Args:
        raw: strings, lists and mappings of them, without control characters.
        order: the record type whose order of fields is followed; other fields come last.

    Returns:
        YAML that reads back as ``raw``, every scalar a string. Nothing stands in double quotes.
    """
    names = [*(name for name in specs(order) if name in raw), *(name for name in raw if name not in specs(order))]
    return "".join(f"{line}\n" for name in names for line in _field(name, raw[name], ""))


def _field(name: str, value: Raw, indent: str) -> Iterator[str]:
    """The lines of ``name: value``."""
    head = f"{indent}{_scalar(name)}:"
    if isinstance(value, str):
        yield from _text(head, value, indent)
    elif (flow := _flow(value)) is not None and len(head) + 1 + len(flow) <= WIDTH:
        yield f"{head} {flow}"
    else:
        yield head
        yield from _block(value, f"{indent}  ")


def _block(value: list[Any] | dict[str, Any], indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _field(name, item, indent)
        return
    for item in value:
        if isinstance(item, str):
            yield from _text(f"{indent}-", item, indent)
        elif (flow := _flow(item)) is not None and len(indent) + 2 + len(flow) <= WIDTH:
            yield f"{indent}- {flow}"
        else:
            lines = list(_block(item, f"{indent}  "))
            yield f"{indent}- {lines[0].lstrip(' ')}"
            yield from lines[1:]


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    """A text behind a name or a dash; several lines become a literal block."""
    if "\n" not in text:
        yield f"{head} {_scalar(text)}"
        return
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomping = "-" if ends == 0 else "" if ends == 1 and body else "+"
    indented = "2" if text[0].isspace() else ""
    yield f"{head} |{indented}{chomping}"
    for line in text.removesuffix("\n").split("\n") if ends else text.split("\n"):
        yield f"{indent}  {line}" if line else ""


def _flow(value: Raw) -> str | None:
    """A value between brackets on one line, or ``None`` when it holds lines of its own."""
    if isinstance(value, str):
        return None if "\n" in value else _scalar(value, _PLAIN_IN_BRACKETS)
    if isinstance(value, dict):
        items = [(name, _flow(item)) for name, item in value.items()]
        if any(item is None for _, item in items):
            return None
        return "{" + ", ".join(f"{_scalar(name, _PLAIN_IN_BRACKETS)}: {item}" for name, item in items) + "}"
    parts = [_flow(item) for item in value]
    return None if None in parts else "[" + ", ".join(filter(None, parts)) + "]"


def _scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """One word or line, in single quotes where YAML would read it as something else."""
    if plain.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"
