"""Processes: several do parts of one job at the same time, each part once, in any order."""

from __future__ import annotations

import os
import pickle
import select
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar, cast

from scholarfolio.build.fork import ForkedProcess, forks

resource: ModuleType | None
try:
    import resource
except ImportError:  # Windows
    resource = None

Part = TypeVar("Part")
PartOf = TypeVar("PartOf", covariant=True)


class WorkerEnded(Exception):  # noqa: N818 - tells what became of a process
    """A process ended before its work was done; perhaps the system was out of memory."""


class Job(Protocol[PartOf]):
    """Work in numbered parts. Where processes cannot be forked, it is pickled."""

    def begin(self, place: int) -> Callable[[int, Any], PartOf]:
        """What does a part; asked for once by each process, with a number that no other has at the same time."""

    def news(self, place: int) -> object:
        """What the process of this number should know before it does its next part."""


def run_parts(job: Job[Part], parts: int, processes: int, memory: Callable[[], int] | None = None) -> Iterator[Part]:
    """Do the parts of a job, the first of them first.

    Args:
        memory: gives how many bytes of memory a process that is begun now may be given before another replaces it;
            without it none is replaced.

    Returns:
        What each part came to, as soon as it is done: before any that is given out later.

    Raises:
        WorkerEnded: a process was killed.
    """
    start, wait = (_fork, _readable) if forks() else (_spawn, _connected)
    waiting, hands = deque(range(parts)), dict[object, _Worker[Part]]()

    def hire(place: int) -> None:
        hand = _Worker(start, job, place, memory() if memory else None)
        hands[hand.pipe] = hand
        hand.give(waiting)

    try:
        for place in range(min(processes, parts)):
            hire(place)
        while hands:
            for pipe in wait([hand.pipe for hand in hands.values()]):
                hand = hands[pipe]
                part = hand.take()
                # The next part is given to a process that waits for it, never to one that is at work: both could be
                # about to write more than a pipe holds, and would wait for each other for ever.
                if not hand.give(waiting):
                    del hands[pipe]
                    hand.dismiss()
                    if waiting:
                        hire(hand.place)
                yield part
    finally:
        for hand in hands.values():
            hand.process.kill()
            hand.dismiss()


class _Pipe(Protocol):
    """Two ways to another process. What is wrong with them is told by an ``OSError``, their end by an ``EOFError``."""

    def send(self, value: object, /) -> None: ...
    def recv(self) -> Any: ...
    def close(self) -> None: ...


class _Process(Protocol):
    """Another process."""

    def kill(self) -> None: ...
    def join(self) -> None: ...


class _Worker(Generic[Part]):
    """A process, seen from the one that gives it work."""

    def __init__(
        self, start: Callable[[Job[Part], int], tuple[_Pipe, _Process]], job: Job[Part], place: int, room: int | None
    ) -> None:
        self.place = place
        self._job, self._room, self._full = job, room, False
        self.pipe, self.process = start(job, place)

    def give(self, waiting: deque[int]) -> bool:
        """Give it a part to do, if there is one and it has room for it; says whether."""
        if not waiting or self._full:
            return False
        try:
            self.pipe.send((waiting.popleft(), self._job.news(self.place)))
        except OSError:
            raise WorkerEnded from None
        return True

    def take(self) -> Part:
        """What a part came to."""
        try:
            failure, part, memory = cast("tuple[Exception | None, Part, int]", self.pipe.recv())
        except (EOFError, OSError):
            raise WorkerEnded from None
        if failure is not None:
            raise failure
        self._full = self._room is not None and memory > self._room
        return part

    def dismiss(self) -> None:
        """Let it end when it has done what it was given."""
        with suppress(OSError):
            self.pipe.send(None)
        self.process.join()
        self.pipe.close()


def _spawn(job: Job[object], place: int) -> tuple[_Pipe, _Process]:
    """Start a process that receives a copy of the job."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(job, place, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _connected(pipes: Iterable[Any]) -> list[Any]:
    """Those of the pipes of spawned processes that have something to say."""
    from multiprocessing.connection import wait

    return wait(pipes)


def _fork(job: Job[object], place: int) -> tuple[_Pipe, _Process]:
    """Start a copy of this process. ``multiprocessing`` can, too, but to load it takes 3 % of a small build."""
    (to_read, theirs_to_write), (theirs_to_read, to_write) = os.pipe(), os.pipe()

    def work() -> None:
        os.close(to_read)
        os.close(to_write)
        _work(job, place, _ForkedPipe(theirs_to_read, theirs_to_write))

    process = ForkedProcess(work)
    os.close(theirs_to_read)
    os.close(theirs_to_write)
    return _ForkedPipe(to_read, to_write), process


def _readable(pipes: Iterable[Any]) -> list[Any]:
    """Those of the pipes of forked processes that have something to say."""
    return select.select(list(pipes), (), ())[0]


class _ForkedPipe:
    """Two pipes of the system, one for each way."""

    def __init__(self, to_read: int, to_write: int) -> None:
        self._read, self._write = os.fdopen(to_read, "rb"), os.fdopen(to_write, "wb")
        self.fileno = self._read.fileno

    def send(self, value: object, /) -> None:
        self._write.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        self._write.flush()

    def recv(self) -> Any:
        try:
            return pickle.load(self._read)
        except pickle.UnpicklingError:  # it was killed while it spoke
            raise EOFError from None

    def close(self) -> None:
        self._read.close()
        with suppress(OSError):  # what it did not hear
            self._write.close()


def _work(job: Job[object], place: int, pipe: _Pipe) -> None:
    """What a process does until it is dismissed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the one that gives work ends the others
    do: Callable[[int, Any], object] | None = None
    with suppress(EOFError, OSError):  # the one that gave work is gone
        while (given := pipe.recv()) is not None:
            try:
                do = do or job.begin(place)
                pipe.send((None, do(*given), memory_given()))
            except Exception as failure:
                failure.add_note(traceback.format_exc())
                pipe.send((failure, None, 0))


def memory_given() -> int:
    """How many bytes of memory this process was given since it began; nothing where the system does not tell.

    What it shares with the one that it was forked from is not counted before it is copied, which writing does: even to
    look at a record counts it as used once more.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize() if resource else 0
