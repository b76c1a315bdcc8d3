"""Schema: how raw strings, lists and mappings become records, and what is said when they cannot.

A record is a class whose fields are declared with ``field``; the declaration alone drives reading,
messages and the generated reference. A ``FieldType`` reads one sort of value.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from scholarfolio.content.reader import Document, Raw
from scholarfolio.content.text_places import BODY, TextSource, places_of
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place, Problems, did_you_mean

T = TypeVar("T")


@record(eq=False)
class Scope:
    """What a value may refer to, and where its problems go.

    Attributes:
        files: paths below the content folder that a record can point to; pictures: those that browsers show.
        topics: ids from ``topics.yaml``; people: ids from ``people.yaml``; papers: those of all papers.
        looks: names of looks; blocks: names of blocks of the home page.
        link_kinds: the words that addresses of records begin with, as in ``paper:id``.
        unknown_topics: undeclared topics that were warned about already: one line each is enough.
    """

    problems: Problems
    files: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    link_kinds: frozenset[str] = frozenset()
    unknown_topics: set[str] = dataclasses.field(default_factory=set)


class At(NamedTuple):
    """Where a value stands: its document and the steps that lead to it."""

    document: Document
    scope: Scope
    path: tuple[str | int, ...] = ()

    def __truediv__(self, step: str | int) -> At:
        return At(self.document, self.scope, (*self.path, step))

    def error(self, message: str, *, key: bool = False) -> None:
        """Report an error at this value, or with ``key`` at its name."""
        self.scope.problems.error(self.document.place(self.path, key=key), message)

    def warn_in_text(self, pattern: re.Pattern[str], message: str, *, body: bool = False) -> None:
        """Report a warning wherever a pattern stands in this text, or in the Markdown that follows the fields."""
        source = TextSource(Place(self.document.path), BODY if body else self.path)
        for place in places_of(self.document, source, pattern):
            self.scope.problems.warn(place, message)

    def warn(self, message: str, *, key: bool = False) -> None:
        """Report a warning at this value, or with ``key`` at its name."""
        self.scope.problems.warn(self.document.place(self.path, key=key), message)


class FieldType(Generic[T]):
    """One sort of value. ``read`` returns it, or ``None`` after it has reported why not."""

    label: str = ""
    default: Any = None

    def read(self, raw: Raw, at: At) -> T | None:
        """Turn a raw value into this kind's; report at ``at`` what is wrong with it."""
        raise NotImplementedError


class Scalar(FieldType[T]):
    """A kind written as one word or text."""

    def read(self, raw: Raw, at: At) -> T | None:
        """Refuse lists, mappings and control characters, then hand the text to ``convert``."""
        if not isinstance(raw, str):
            quotes = "; if it is meant as text, put quotes around it" if _looks_like_text(raw) else ""
            at.error(f"{_shape(raw)} stands here instead of {self.label}{quotes}")
            return None
        if (bad := _control_character(raw)) is not None:
            at.error(
                f"holds the control character U+{ord(bad):04X}; "
                "TeX belongs in single quotes '…' or in a block that begins with |-"
            )
            return None
        return self.convert(raw.strip(), at)

    def convert(self, text: str, at: At) -> T | None:
        """Turn text without blanks at its ends into this kind's value."""
        raise NotImplementedError


def _shape(raw: Raw) -> str:
    return "a text" if isinstance(raw, str) else "a list" if isinstance(raw, list) else "a mapping"


def _looks_like_text(raw: list[Raw] | dict[str, Raw]) -> bool:
    """Whether a list or mapping can have come from text in brackets: ``[Re]`` or ``{BERT}``."""
    return not any(raw.values()) if isinstance(raw, dict) else len(raw) == 1 and isinstance(raw[0], str)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _control_character(text: str) -> str | None:
    if text.replace("\n", "").isprintable():
        return None
    control = _CONTROLS.search(text)
    return control[0] if control else None


class ListOf(FieldType[tuple[T, ...]]):
    """A list of one kind; a single value counts as a list of one."""

    default: tuple[Any, ...] = ()

    def __init__(self, item: FieldType[T], label: str = "") -> None:
        self.item = item
        self.label = label or f"a list of: {item.label}"

    def read(self, raw: Raw, at: At) -> tuple[T, ...] | None:
        """Read every item; those that are wrong are reported and left out."""
        if not isinstance(raw, list):
            one = self.item.read(raw, at)
            return () if one is None else (one,)
        items = []
        for index, value in enumerate(raw):
            if value == "":
                (at / index).error("an empty list item; delete it or fill it in")
            elif (item := self.item.read(value, at / index)) is not None:
                items.append(item)
        return tuple(items)


class Nested(FieldType[T]):
    """A record inside a record; ``shorthand`` names the field that a lone text stands for."""

    def __init__(
        self, record: type[T], label: str, shorthand: str = "", synonyms: Mapping[str, str] | None = None
    ) -> None:
        self.record = record
        self.label = label
        self.shorthand = shorthand
        self.synonyms = synonyms
        # one object for all equal ones: an author of many papers is mostly a name alone
        self._short = cache(lambda value: record(**{shorthand: value}))

    def read(self, raw: Raw, at: At) -> T | None:
        """Read the mapping as a record."""
        if isinstance(raw, str) and self.shorthand:
            spec = specs(self.record)[self.shorthand]
            value = spec.kind.read(raw, at)
            return None if value is None else self._short(value)
        return read_record(self.record, raw, at, self.label, self.synonyms)


class Spec(NamedTuple):
    """What is known about a field: its kind, what it is for, an example, and whether a record needs it.

    Attributes:
        schema: the property of schema.org that says the same of a record of its sort.
    """

    kind: FieldType[Any]
    help: str
    example: str = ""
    required: bool = False
    schema: str = ""


def field(
    kind: FieldType[Any], help: str, example: str = "", *, required: bool = False, default: Any = None, schema: str = ""
) -> Any:
    """Declare a field of a record: one line in the model."""
    value = kind.default if default is None else default
    metadata = {"spec": Spec(kind, help, example, required, schema)}
    if isinstance(value, dict):
        return dataclasses.field(default_factory=dict, metadata=metadata)
    return dataclasses.field(default=value, metadata=metadata)


_known_specs: dict[type[Any], dict[str, Spec]] = {}


def specs(record: type[Any]) -> dict[str, Spec]:
    """The declared fields of a record, by name, in order."""
    if record not in _known_specs:
        _known_specs[record] = {f.name: f.metadata["spec"] for f in dataclasses.fields(record) if "spec" in f.metadata}
    return _known_specs[record]


def read_record(
    record: type[T], raw: Raw, at: At, label: str = "a record", synonyms: Mapping[str, str] | None = None, **known: Any
) -> T | None:
    """Read a mapping as a record.

    Args:
        record: a class whose fields were declared with ``field``.
        raw: what the file holds there.
        at: where it stands.
        label: how messages call the whole.
        synonyms: names people use for a field, each with the right one.
        known: values of fields that are not read from the mapping, such as a record's id.

    Returns:
        The record with everything that could be read, or ``None`` when nothing could; problems are reported.
    """
    if not isinstance(raw, dict):
        blank = "; a space belongs behind the colon" if isinstance(raw, str) and re.match(r"\w+:\S", raw) else ""
        at.error(f"{_shape(raw)} stands here instead of {label}, written as lines of the form field: value{blank}")
        return None
    declared = specs(record)
    values = dict(known)
    for name, value in raw.items():
        spec = declared.get(name)
        if spec is None:
            (at / name).error(_unknown(name, declared, synonyms or {}), key=True)
        elif value not in ("", "~") and (item := spec.kind.read(value, at / name)) is not None:
            values[name] = item
    for name, spec in declared.items():
        if spec.required and _is_blank(raw.get(name, "")):
            example = f', for example "{name}: {spec.example}"' if spec.example else ""
            at.error(f'the field "{name}" is missing{example}')
    return record(**values)


def _is_blank(value: Raw) -> bool:
    return isinstance(value, str) and not value.strip()


def _unknown(name: str, declared: Mapping[str, Spec], synonyms: Mapping[str, str]) -> str:
    if name.lower() in synonyms:
        return f'unknown field "{name}"; {synonyms[name.lower()]}'
    return f'unknown field "{name}"{did_you_mean(name, declared)}'
