"""``record``: frozen dataclasses that are cheap to declare and to create.

Python compiles each method of a frozen dataclass from a text of its own, which is felt when a program starts. Only
``__init__`` gains from that; the others are shared here by all records. The type checker, for which a record is a
frozen dataclass, makes sure that nobody assigns to one, so nothing checks it again while the program runs.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen=True, eq=True, slots=False):
        """Make a class a record: declared, compared, shown and replaced as a frozen dataclass."""

        def declare(cls):
            cls = dataclasses.dataclass(repr=False, eq=False, slots=slots)(cls)
            # a field declared with ``repr=False`` says where a record comes from, not what it is
            names = [name for name, field in cls.__dataclass_fields__.items() if field.repr]
            cls.__repr__, cls._values = _repr, attrgetter(*names)
            if eq:
                cls.__eq__, cls.__hash__ = _eq, _hash
            return cls

        return declare

    def _repr(self):  # without the names of the fields: fingerprints are made of this, for very many records
        return f"{type(self).__qualname__}{self._values(self)!r}"

    def _eq(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._values(self) == self._values(other)

    def _hash(self):
        return hash(self._values(self))
