"""Runs a program and measures it with all the processes it starts: time, processor time and memory."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Memory is looked at so often, or less often where looking takes long: it is to cost at most a fiftieth of the time.
LOOK_EVERY = 0.02
LOOKING_COSTS = 50
KIB = 1024


@dataclass(frozen=True)
class Run:
    """One run of a program.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of processor time, of all its processes together.
        memory: bytes at its peak. What processes share counts once where the system tells (Linux); elsewhere it is the
            largest process alone.
        failure: why there are no figures; empty when all went well.
        stopped: whether that is because its time was over: done, it would have taken more than ``wall``.
    """

    wall: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    failure: str = ""
    stopped: bool = False


def run(command: Sequence[str], folder: Path, limit: float, environment: Mapping[str, str] | None = None) -> Run:
    """Run a program in a folder; after ``limit`` seconds it is stopped."""
    log = folder / ".benchmark.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Python keeps what it compiled, as it does for everybody who has not forbidden it
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})},
            start_new_session=True,
        )
        _give_way(process.pid)
        with _Watch(process.pid, limit) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    failure = "" if process.returncode == 0 else _why(process.returncode, limit if watch.stopped else 0, log)
    log.unlink()
    largest = usage.ru_maxrss * (KIB if os.uname().sysname == "Linux" else 1)
    return Run(wall, usage.ru_utime + usage.ru_stime, max(largest, watch.peak), failure, watch.stopped)


def _give_way(pid: int) -> None:
    """Where memory runs out, the system is to end the program that is measured rather than anything else."""
    with suppress(OSError):
        Path(f"/proc/{pid}/oom_score_adj").write_text("1000", "ascii")


def _why(code: int, limit: float, log: Path) -> str:
    if limit:
        return f"not done after {limit:,.0f} s"
    if code == -signal.SIGKILL:
        return "ended by the system, which was out of memory"
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return f"failed with status {code}: {lines[-1][:200] if lines else 'no message'}"


class _Watch:
    """Looks at a process and all it starts from time to time, and stops them when their time is over."""

    def __init__(self, pid: int, limit: float) -> None:
        self.peak = 0
        self.stopped = False
        self._pid = pid
        self._deadline = time.monotonic() + limit
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._thread.join()
        with suppress(ProcessLookupError):  # what it left running
            os.killpg(self._pid, signal.SIGKILL)

    def _look(self) -> None:
        pause = LOOK_EVERY
        while not self._ended.wait(pause):
            started = time.monotonic()
            if started > self._deadline:
                self.stopped = True
                with suppress(ProcessLookupError):
                    os.killpg(self._pid, signal.SIGKILL)
                return
            self.peak = max(self.peak, _memory(self._pid))
            pause = max(LOOK_EVERY, LOOKING_COSTS * (time.monotonic() - started))


def _memory(pid: int) -> int:
    """What a process and all below it have of memory; 0 where one began or ended while the others were looked at.

    One that has just been forked shares memory that has been counted for its parent alone, and would count it twice.
    """
    family = [*_family(pid)]
    memory = sum(map(_proportional, family))
    return memory if family == [*_family(pid)] else 0


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _family(int(child))


def _proportional(pid: int) -> int:
    """A process's memory in bytes, what it shares with others divided among them."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * KIB if found else 0
