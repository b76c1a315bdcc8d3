"""Several processes do each part of a job once, are replaced when they have grown, and end when one fails."""

import os
import signal
import sys

import pytest

from scholarfolio.build import pool
from scholarfolio.build.pool import WorkerEndedError, run_parts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="jobs of a test are found by forked processes alone")


class Squares:
    """Squares numbers; each result has the updates that came with the part."""

    def begin(self, slot):
        return lambda part, updates: (part * part, slot, updates, os.getpid())

    def updates(self, slot):
        return f"for {slot}"


class Fails(Squares):
    def begin(self, slot):
        def do(part, updates):
            if part == 3:
                raise ValueError("three")
            return part

        return do


class Dies(Squares):
    def begin(self, slot):
        return lambda part, updates: os.kill(os.getpid(), signal.SIGKILL) if part == 3 else part


class Grows(Squares):
    def begin(self, slot):
        held = []

        def do(part, updates):
            held.append(bytearray(b"x") * 40_000_000)
            return os.getpid()

        return do


class Talks(Squares):
    """Sends and receives more than a pipe holds."""

    def begin(self, slot):
        return lambda part, updates: "x" * 1_000_000

    def updates(self, slot):
        return "y" * 1_000_000


def test_processes_that_send_much_to_each_other_do_not_wait_for_ever():
    assert sum(len(text) for text in run_parts(Talks(), 30, 3)) == 30_000_000


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("parts", [0, 1, 2, 3, 40])
def test_every_part_is_done_once(parts, processes):
    results = list(run_parts(Squares(), parts, processes))
    assert sorted(square for square, *_ in results) == [part * part for part in range(parts)]
    assert {slot for _, slot, _, _ in results} <= set(range(processes))


def test_each_process_receives_its_updates():
    for _, slot, updates, _ in run_parts(Squares(), 20, 3):
        assert updates == f"for {slot}"


def test_a_failure_reaches_the_one_that_assigned_the_part_with_the_place_where_it_happened():
    with pytest.raises(ValueError, match="three") as caught:
        list(run_parts(Fails(), 10, 2))
    assert "test_pool.py" in caught.value.__notes__[0]


def test_a_process_that_is_killed_is_reported():
    with pytest.raises(WorkerEndedError):
        list(run_parts(Dies(), 10, 2))


def test_whoever_stops_taking_results_leaves_no_process_behind():
    parts = run_parts(Squares(), 100, 2)
    _, _, _, pid = next(parts)
    parts.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell how much memory a process has")
def test_a_process_whose_memory_has_grown_is_replaced(monkeypatch):
    monkeypatch.setattr(pool, "forks", lambda: True)  # whatever threads earlier tests left
    pids = list(run_parts(Grows(), 8, 1, lambda: 10_000_000))
    assert len(pids) == len(set(pids)) == 8
    assert len(set(run_parts(Grows(), 4, 1))) == 1, "without a bound none is replaced"
