"""A pool of processes: they do the numbered parts of one job at the same time, each part once, in any order."""

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


class WorkerEndedError(Exception):
    """A process ended before its work was done; perhaps the system was out of memory."""


class Job(Protocol[PartOf]):
    """Work in numbered parts. Where processes cannot be forked, it is pickled."""

    def begin(self, slot: int) -> Callable[[int, Any], PartOf]:
        """A function that does a part, given its number and the updates.

        Called once in each process, with a slot that no other process has at the same time.
        """

    def updates(self, slot: int) -> object:
        """What the process in a slot has to know before it does its next part."""


def run_parts(job: Job[Part], parts: int, processes: int, memory: Callable[[], int] | None = None) -> Iterator[Part]:
    """Do the parts of a job, the first of them first.

    Args:
        memory: gives how much memory, in bytes, a process that starts now may take before another replaces it; without
            it none is replaced.

    Returns:
        The result of each part as soon as it is done, before any part that is assigned later.

    Raises:
        WorkerEndedError: a process was killed.
    """
    start, wait = (_fork, _readable) if forks() else (_spawn, _connected)
    pending, workers = deque(range(parts)), dict[object, _Worker[Part]]()

    def start_worker(slot: int) -> None:
        worker = _Worker(start, job, slot, memory() if memory else None)
        workers[worker.pipe] = worker
        worker.assign(pending)

    try:
        for slot in range(min(processes, parts)):
            start_worker(slot)
        while workers:
            for pipe in wait([worker.pipe for worker in workers.values()]):
                worker = workers[pipe]
                result = worker.receive()
                # The next part is assigned to a worker that waits for it, never to one that is busy: both sides could
                # be about to write more than a pipe holds, and would wait for each other for ever.
                if not worker.assign(pending):
                    del workers[pipe]
                    worker.dismiss()
                    if pending:
                        start_worker(worker.slot)
                yield result
    finally:
        for worker in workers.values():
            worker.process.kill()
            worker.dismiss()


class _Pipe(Protocol):
    """A connection to another process, both ways. It raises ``OSError`` on faults and ``EOFError`` at its end."""

    def send(self, value: object, /) -> None: ...
    def recv(self) -> Any: ...
    def close(self) -> None: ...


class _Process(Protocol):
    """Another process."""

    def kill(self) -> None: ...
    def join(self) -> None: ...


class _Worker(Generic[Part]):
    """A process, seen from the one that assigns it parts."""

    def __init__(
        self,
        start: Callable[[Job[Part], int], tuple[_Pipe, _Process]],
        job: Job[Part],
        slot: int,
        memory_limit: int | None,
    ) -> None:
        self.slot = slot
        self._job, self._memory_limit, self._is_full = job, memory_limit, False
        self.pipe, self.process = start(job, slot)

    def assign(self, pending: deque[int]) -> bool:
        """Assign it a part, if there is one and it may take more memory; gives whether it was."""
        if not pending or self._is_full:
            return False
        try:
            self.pipe.send((pending.popleft(), self._job.updates(self.slot)))
        except OSError:
            raise WorkerEndedError from None
        return True

    def receive(self) -> Part:
        """The result of a part."""
        try:
            failure, result, memory = cast("tuple[Exception | None, Part, int]", self.pipe.recv())
        except (EOFError, OSError):
            raise WorkerEndedError from None
        if failure is not None:
            raise failure
        self._is_full = self._memory_limit is not None and memory > self._memory_limit
        return result

    def dismiss(self) -> None:
        """Let it end when it has done its part."""
        with suppress(OSError):
            self.pipe.send(None)
        self.process.join()
        self.pipe.close()


def _spawn(job: Job[object], slot: int) -> tuple[_Pipe, _Process]:
    """Start a process that receives a copy of the job."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(job, slot, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _connected(pipes: Iterable[Any]) -> list[Any]:
    """Those pipes of spawned processes from which something can be read."""
    from multiprocessing.connection import wait

    return wait(pipes)


def _fork(job: Job[object], slot: int) -> tuple[_Pipe, _Process]:
    """Start a copy of this process. ``multiprocessing`` can, too, but to load it would slow a small build."""
    (to_read, theirs_to_write), (theirs_to_read, to_write) = os.pipe(), os.pipe()

    def work() -> None:
        os.close(to_read)
        os.close(to_write)
        _work(job, slot, _ForkedPipe(theirs_to_read, theirs_to_write))

    process = ForkedProcess(work)
    os.close(theirs_to_read)
    os.close(theirs_to_write)
    return _ForkedPipe(to_read, to_write), process


def _readable(pipes: Iterable[Any]) -> list[Any]:
    """Those pipes of forked processes from which something can be read."""
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
        except pickle.UnpicklingError:  # it was killed while it sent something
            raise EOFError from None

    def close(self) -> None:
        self._read.close()
        with suppress(OSError):  # the process did not read everything
            self._write.close()


def _work(job: Job[object], slot: int, pipe: _Pipe) -> None:
    """Do parts in this process until it is dismissed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the one that assigns parts ends the others
    do: Callable[[int, Any], object] | None = None
    with suppress(EOFError, OSError):  # the one that assigns parts has ended
        while (message := pipe.recv()) is not None:
            try:
                do = do or job.begin(slot)
                pipe.send((None, do(*message), memory_taken()))
            except Exception as failure:
                failure.add_note(traceback.format_exc())
                pipe.send((failure, None, 0))


def memory_taken() -> int:
    """How much memory this process has taken since it began, in bytes; 0 where the system does not tell.

    Memory that it shares with the process from which it was forked does not count until it is copied, which writing
    does, and even looking at a record: that changes its reference count.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize() if resource else 0
