"""Problems: what is wrong with an author's files, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Place(NamedTuple):
    """A position in a file: its path as the author knows it, and line and column counted from 1 (0: all of it)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])


class Problem(NamedTuple):
    """One thing to mend, printed as one line: ``content/papers/x.yaml:7:3: unknown field "vanue"``."""

    place: Place
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        prefix = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.place}: {prefix}{self.message}"


class Problems:
    """A growing list of problems, so that all of them can be reported at once."""

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self.items = list(items)

    def error(self, place: Place, message: str) -> None:
        """Add an error: it stops the build."""
        self.items.append(Problem(place, message))

    def warn(self, place: Place, message: str) -> None:
        """Add a warning: it stops the build only with ``--strict``."""
        self.items.append(Problem(place, message, "warning"))

    def note(self, place: Place, message: str) -> None:
        """Add a note: something worth knowing that nobody has to mend."""
        self.items.append(Problem(place, message, "note"))

    def extend(self, other: Iterable[Problem]) -> None:
        """Add problems that were collected elsewhere."""
        self.items.extend(other)

    @property
    def errors(self) -> list[Problem]:
        """The errors alone."""
        return [problem for problem in self.items if problem.severity == "error"]

    def stops(self, *, strict: bool) -> bool:
        """Whether a build must not go on: there are errors, or with ``strict`` warnings."""
        return any(p.severity == "error" or (strict and p.severity == "warning") for p in self.items)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(set(self.items)))

    def __bool__(self) -> bool:
        return bool(self.items)


class Stop(Exception):  # noqa: N818 - not a fault of the program: the author's files hold problems
    """Raised between steps when problems forbid going on.

    Attributes:
        problems: every problem known by then.
    """

    def __init__(self, problems: Problems) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Fault(Exception):  # noqa: N818 - the program's own; its cause tells which
    """Raised when the program itself fails: what is wrong is neither in the author's files nor on their disk."""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The end of a sentence that offers the nearest candidate: ``; did you mean "venue"?``, or nothing."""
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(word.lower(), [c.lower() for c in candidates], n=1, cutoff=0.6)
    if not near:
        return ""
    original = next(c for c in candidates if c.lower() == near[0])
    return f'; did you mean "{original}"?'
