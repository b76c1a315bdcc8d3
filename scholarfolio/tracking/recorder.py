"""Recorder: answers are given to whoever asks, and what was asked to make something is noted.

What is made once for several goes through ``once``: what was asked to make it counts as asked by each that uses it,
and is noted once for all of them. A text that is worth keeping is a ``fragment``, which is found by other processes and
builds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast, overload

from scholarfolio.tracking.build_log import Dependencies
from scholarfolio.tracking.fragments import FragmentStore, Span, Spans

T = TypeVar("T")
K = TypeVar("K")

# The name of the fact that is never the same.
CHANCE = "chance/"

# So many of the things that are made once are held; beyond that all are let go, and what is wanted again is made again
# or read. At 100,000 papers few are wanted again while they are held, and processes that hold 20,000 are given more
# memory by a quarter, so that they have to be replaced sooner.
MOST = 5_000


class _Bounded(dict[K, T]):
    """Things by name, not too many of them."""

    def __setitem__(self, name: K, thing: T) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(name, thing)


class Lazy:
    """What ``Recorder.once`` gives, worked out only when one of its attributes is wanted, and noted whenever one is.

    Attributes:
        name: under which it is made once.
    """

    __slots__ = ("_get", "name")

    def __init__(self, name: str, get: Callable[[], object]) -> None:
        self.name = name
        self._get = get

    def __getattr__(self, attribute: str) -> object:
        return getattr(self._get(), attribute)

    def __call__(self) -> object:
        """The thing itself, which who wants many of its attributes asks only once."""
        return self._get()


class Fragment(NamedTuple):
    """What a fragment was made from, and where its text is, if it could be kept."""

    asked: Dependencies
    span: Span | None


class Recorder:
    """Gives answers and notes what was asked. A fact has a name, ``kind/key``, by which it can be asked for again.

    Args:
        answers: what gives the answer to a fact of each kind by its key; who asks here is not noted.
        part_of: the kinds of facts that are noted by the name of a larger one, of which they are a part.

    Attributes:
        fragments: where fragments are kept, if they are; ``spans``: where each of them is.
    """

    def __init__(self, answers: Mapping[str, Callable[[str], Any]], part_of: Mapping[str, str]) -> None:
        self.answers = answers
        self.fragments: FragmentStore | None = None
        self.spans = Spans()
        self._part_of = part_of
        self._asked: set[str] = set()
        self._used: set[str] = set()  # fragments, by name
        self._shared: dict[str, Dependencies] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)  # of facts by kind and key: each is made once
        self._made: dict[str, tuple[Any, Dependencies]] = _Bounded()
        self._texts: dict[tuple[str, str], tuple[str, str]] = _Bounded()
        self._later: dict[str, Lazy] = _Bounded()
        self._written: dict[str, Fragment] = {}

    def _query(self, kind: str, key: str = "") -> Any:
        name = self._names[kind].get(key)
        if name is None:
            name = self._names[kind][key] = f"{self._part_of.get(kind, kind)}/{key}"
        self._asked.add(name)
        return self.answers[kind](key)

    def may_change(self) -> None:
        """Note that what is made may come out differently the next time, though nothing is known to have changed."""
        self._asked.add(CHANCE)

    def record(self, make: Callable[[], T]) -> tuple[T, Dependencies]:
        """What ``make`` gives, and what it asked for."""
        outer = self._asked, self._used, self._shared
        self._asked, self._used, self._shared = set(), set(), {}
        try:
            return make(), Dependencies(self._asked, self._used, self._shared)
        finally:
            self._asked, self._used, self._shared = outer

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for each name."""
        known = self._made.get(name)
        if known is None:
            known = self._made[name] = self.record(make)
        made, self._shared[name] = known
        return cast(T, made)

    def fragment(self, sort: str, key: str, make: Callable[[], str]) -> str:
        """A text that ``make`` gives once for each sort and key; that of an earlier build may do."""
        known = self._texts.get((sort, key))
        if known is None:
            name = f"{sort}/{key}"
            known = self._texts[sort, key] = name, self._fragment(name, make)
        name, text = known
        self._used.add(name)
        return text

    def unshared_fragment(self, sort: str, key: str, make: Callable[[], str]) -> bytes:
        """A fragment for one output alone, which is not held in memory; in UTF-8, as it is kept and wanted."""
        name = f"{sort}/{key}"
        self._used.add(name)
        data = self._read(name)
        return self._write(name, make).encode() if data is None else data

    def _fragment(self, name: str, make: Callable[[], str]) -> str:
        data = self._read(name)
        return self._write(name, make) if data is None else data.decode()

    def _read(self, name: str) -> bytes | None:
        span = self.spans.get(name)
        return self.fragments.get(span) if self.fragments and span else None

    def _write(self, name: str, make: Callable[[], str]) -> str:
        made, asked = self.record(make)
        span = self.fragments.put(made.encode()) if self.fragments else None
        if span:
            self.spans.add({name: span})
        self._written[name] = Fragment(asked, span)
        return made

    def lazy(self, name: str, make: Callable[[], T]) -> T:
        """The same as ``once`` for what has attributes: made when one of them is wanted, which may be never."""
        found = self._later.get(name)
        if found is None:
            found = self._later[name] = Lazy(name, partial(self.once, name, make))
        return cast(T, found)

    def take_fragments(self) -> dict[str, Fragment]:
        """The fragments that were made since the last call, each after those that it was made from."""
        taken, self._written = self._written, {}
        return taken


class Each(Sequence[T]):
    """What stands behind each of several keys, asked for when it is taken."""

    def __init__(self, keys: Sequence[str], get: Callable[[str], T]) -> None:
        self._keys = keys
        self._get = get

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return Each(self._keys[at], self._get) if isinstance(at, slice) else self._get(self._keys[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._get, self._keys)


class Fields:
    """A record of which each field is a fact of its own."""

    def __init__(self, ask: Callable[[str], object]) -> None:
        self._query = ask

    def __getattr__(self, field: str) -> object:
        return self._query(field)
