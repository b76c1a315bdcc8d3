"""Recorder: gives answers to whoever makes something, and records the questions as its dependencies.

A result that several outputs share goes through ``once``: its dependencies are recorded once, and count for each output
that uses it. A text that other processes and later builds can use, too, is a ``fragment``.
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

# The name of the dependency whose fingerprint is never the same.
CHANCE = "chance/"

# How many results are held in memory; beyond that all are dropped, and those needed again are made or read again. On
# very large sites few are needed again in time, and processes that hold more have to be replaced sooner.
MOST = 5_000


class _BoundedCache(dict[K, T]):
    """Results by name, which is emptied when it is full."""

    def __setitem__(self, name: K, result: T) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(name, result)


class Lazy:
    """The result of ``Recorder.once``, made only when one of its attributes is read, and recorded whenever one is.

    Attributes:
        name: of the result.
    """

    __slots__ = ("_get", "name")

    def __init__(self, name: str, get: Callable[[], object]) -> None:
        self.name = name
        self._get = get

    def __getattr__(self, attribute: str) -> object:
        return getattr(self._get(), attribute)

    def __call__(self) -> object:
        """The result itself, for callers that read many of its attributes."""
        return self._get()


class Fragment(NamedTuple):
    """The dependencies of a fragment, and where its text is, if it could be stored."""

    dependencies: Dependencies
    span: Span | None


class Recorder:
    """Gives answers and records dependencies. Each has a name, ``kind/key``, by which it can be asked for again.

    Args:
        answers: for each kind of question, a function from its key to the answer; it can be called without a record.
        part_of: kinds of questions that are recorded by the name of a larger dependency, of which they are a part.

    Attributes:
        fragments: the store of fragments, if there is one; ``spans``: where each fragment is.
    """

    def __init__(self, answers: Mapping[str, Callable[[str], Any]], part_of: Mapping[str, str]) -> None:
        self.answers = answers
        self.fragments: FragmentStore | None = None
        self.spans = Spans()
        self._part_of = part_of
        # the dependencies of what is being made now
        self._names: set[str] = set()
        self._fragments: set[str] = set()  # by name
        self._shared: dict[str, Dependencies] = {}
        self._names_by_key: dict[str, dict[str, str]] = defaultdict(dict)  # by kind and key: each is put together once
        self._results: dict[str, tuple[Any, Dependencies]] = _BoundedCache()
        self._texts: dict[tuple[str, str], tuple[str, str]] = _BoundedCache()
        self._lazy: dict[str, Lazy] = _BoundedCache()
        self._new_fragments: dict[str, Fragment] = {}

    def _query(self, kind: str, key: str = "") -> Any:
        name = self._names_by_key[kind].get(key)
        if name is None:
            name = self._names_by_key[kind][key] = f"{self._part_of.get(kind, kind)}/{key}"
        self._names.add(name)
        return self.answers[kind](key)

    def may_change(self) -> None:
        """Record that what is being made may come out differently the next time, though no dependency changed."""
        self._names.add(CHANCE)

    def record(self, make: Callable[[], T]) -> tuple[T, Dependencies]:
        """The result of ``make``, and its dependencies."""
        outer = self._names, self._fragments, self._shared
        self._names, self._fragments, self._shared = set(), set(), {}
        try:
            return make(), Dependencies(self._names, self._fragments, self._shared)
        finally:
            self._names, self._fragments, self._shared = outer

    def once(self, name: str, make: Callable[[], T]) -> T:
        """The result of ``make``, which is called once for each name."""
        cached = self._results.get(name)
        if cached is None:
            cached = self._results[name] = self.record(make)
        result, self._shared[name] = cached
        return cast(T, result)

    def fragment(self, sort: str, key: str, make: Callable[[], str]) -> str:
        """The text that ``make`` gives, once for each sort and key; or that of an earlier build."""
        cached = self._texts.get((sort, key))
        if cached is None:
            name = f"{sort}/{key}"
            cached = self._texts[sort, key] = name, self._fragment(name, make)
        name, text = cached
        self._fragments.add(name)
        return text

    def unshared_fragment(self, sort: str, key: str, make: Callable[[], str]) -> bytes:
        """A fragment for one output alone, which is not held in memory; in UTF-8, as it is stored and written."""
        name = f"{sort}/{key}"
        self._fragments.add(name)
        data = self._read(name)
        return self._write(name, make).encode() if data is None else data

    def _fragment(self, name: str, make: Callable[[], str]) -> str:
        data = self._read(name)
        return self._write(name, make) if data is None else data.decode()

    def _read(self, name: str) -> bytes | None:
        span = self.spans.get(name)
        return self.fragments.get(span) if self.fragments and span else None

    def _write(self, name: str, make: Callable[[], str]) -> str:
        text, dependencies = self.record(make)
        span = self.fragments.put(text.encode()) if self.fragments else None
        if span:
            self.spans.add({name: span})
        self._new_fragments[name] = Fragment(dependencies, span)
        return text

    def lazy(self, name: str, make: Callable[[], T]) -> T:
        """The same as ``once`` for results with attributes: made when one of them is read, which may be never."""
        lazy = self._lazy.get(name)
        if lazy is None:
            lazy = self._lazy[name] = Lazy(name, partial(self.once, name, make))
        return cast(T, lazy)

    def take_fragments(self) -> dict[str, Fragment]:
        """The fragments that were made since the last call, each after those that it was made from."""
        fragments, self._new_fragments = self._new_fragments, {}
        return fragments


class Each(Sequence[T]):
    """The records of several keys, each asked for when it is taken from the sequence."""

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
    """A record of which each field is a dependency of its own."""

    def __init__(self, query: Callable[[str], object]) -> None:
        self._query = query

    def __getattr__(self, field: str) -> object:
        return self._query(field)
