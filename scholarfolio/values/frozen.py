"""Record: frozen dataclasses that cost little, when they are declared and when they are made.

Python compiles each method of a frozen dataclass from a text of its own: half a millisecond a class, 10 ms of a start.
Only ``__init__`` gains from that; the others are shared here by all records. That nobody assigns to a record is seen to
by the type checker, for which it is a frozen dataclass, and not once more for each of them while it is made.
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

    def _repr(self):  # without the names of the fields: a fact is told by this, 20,000 headings and people at a time
        return f"{type(self).__qualname__}{self._values(self)!r}"

    def _eq(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._values(self) == self._values(other)

    def _hash(self):
        return hash(self._values(self))
