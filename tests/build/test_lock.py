"""The lock of an output folder: builds at the same time come one after the other, and nobody waits for the dead."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scholarfolio.build import command, lock
from scholarfolio.build.command import Options, build
from scholarfolio.build.lock import locked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders themselves are locked on Unix alone")

HOLDER = (
    "import sys, pathlib; from scholarfolio.build.lock import locked; folder, released = map(pathlib.Path, sys.argv[1:])\n"
    "with locked(folder):\n"
    "    print('held', flush=True); sys.stdin.read(); released.write_text('now')\n"
)


class Holder:
    """Another process that holds the lock of a folder until it is told otherwise."""

    def __init__(self, folder: Path, released: Path) -> None:
        arguments = [sys.executable, "-c", HOLDER, str(folder), str(released)]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def release(self) -> None:
        self.process.communicate("")


@pytest.fixture
def hold(tmp_path):
    """Has another process hold a folder's lock; ``hold.released`` is there as soon as it lets go."""
    holders: list[Holder] = []

    def hold(folder: Path) -> Holder:
        holders.append(Holder(folder, tmp_path / "released"))
        return holders[-1]

    yield hold
    for holder in holders:
        holder.process.kill()
        holder.process.communicate()


@pytest.fixture
def waiting(monkeypatch):
    """Is set as soon as somebody in this process asks for a lock."""
    event, original = threading.Event(), lock._wait_for

    def wait_for(handle: int) -> None:
        event.set()
        original(handle)

    monkeypatch.setattr(lock, "_wait_for", wait_for)
    return event


def test_a_build_waits_until_the_folder_is_free(content, tmp_path, hold, waiting, monkeypatch):
    folder, out, released = content("papers/a.yaml", "title: A\n"), tmp_path / "site", tmp_path / "released"
    build(Options(folder, out))
    content("papers/a.yaml", "title: Another\n")
    free: list[bool] = []
    original = command._build
    monkeypatch.setattr(command, "_build", lambda *given: free.append(released.exists()) or original(*given))
    holder = hold(out)
    waiting.clear()
    thread = threading.Thread(target=build, args=(Options(folder, out, jobs=1),))
    thread.start()
    assert waiting.wait(60), "a build asks for the lock"
    thread.join(0.5)  # one that did not wait would be at work by now
    assert free == []
    assert "<title>A ·" in (out / "papers/a.html").read_text("utf-8")
    holder.release()
    thread.join()
    assert free == [True]
    assert "<title>Another ·" in (out / "papers/a.html").read_text("utf-8")


def test_builds_at_the_same_time_come_one_after_the_other(content, tmp_path, monkeypatch):
    folder, diary = content("papers/a.yaml", "title: A\n"), tmp_path / "diary"
    context = multiprocessing.get_context("fork")
    together, original = context.Barrier(3), command._build

    def note(word: str) -> None:
        with diary.open("a", encoding="utf-8") as file:
            file.write(f"{word} {os.getpid()}\n")

    def noted(*given):
        note("begins")
        time.sleep(0.1)  # so that the others, if they may, begin before this one ends
        try:
            return original(*given)
        finally:
            note("ends")

    def begin_together() -> None:
        together.wait()
        build(Options(folder, tmp_path / "site", jobs=1))

    monkeypatch.setattr(command, "_build", noted)
    processes = [context.Process(target=begin_together) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    lines = [line.split() for line in diary.read_text("utf-8").splitlines()]
    assert [word for word, _ in lines] == ["begins", "ends"] * 3
    assert all(lines[at][1] == lines[at + 1][1] for at in (0, 2, 4)), lines


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path, hold, waiting):
    holder = hold(tmp_path / "site")
    thread = threading.Thread(target=_hold_for_a_moment, args=(tmp_path / "site",))
    thread.start()
    assert waiting.wait(60)
    holder.process.kill()
    thread.join(60)
    assert not thread.is_alive()


def _hold_for_a_moment(folder: Path) -> None:
    with locked(folder):
        assert folder.is_dir()


def test_a_folder_that_was_removed_while_somebody_waited_for_it_is_made_again(tmp_path, hold, waiting):
    """The lock of a folder that is gone keeps nobody out."""
    site, there = tmp_path / "site", []
    holder = hold(site)  # which has made it, and removes it again, since nothing is in it

    def look() -> None:
        with locked(site):
            there.append(site.is_dir())

    thread = threading.Thread(target=look)
    thread.start()
    assert waiting.wait(60)
    holder.release()
    thread.join()
    assert there == [True]


def test_the_lock_is_that_of_the_folder_that_is_there(tmp_path, monkeypatch):
    """While somebody waited, others may have removed the folder, and made one of the same name."""
    site, waits, original = tmp_path / "site", [], lock._wait_for

    def wait_for(handle: int) -> None:
        original(handle)
        if not waits:
            site.rmdir()
            site.mkdir()
        waits.append(handle)

    monkeypatch.setattr(lock, "_wait_for", wait_for)
    with locked(site):
        assert os.path.samestat(os.fstat(lock._held[-1]), site.stat())
    assert len(waits) == 2
    assert lock._held == []


def test_an_empty_folder_stays_only_if_it_was_there_before(tmp_path):
    (tmp_path / "old").mkdir()
    for name in ("old", "new", "filled"):
        with locked(tmp_path / name):
            assert (tmp_path / name).is_dir()
            if name == "filled":
                (tmp_path / name / "index.html").write_text("")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filled", "old"]


def test_a_process_that_was_forked_does_not_hold_the_lock_on(tmp_path, waiting):
    """One that renders for a build may live a moment longer than it."""
    context = multiprocessing.get_context("fork")
    end = context.Event()
    with locked(tmp_path / "site"):
        (tmp_path / "site/index.html").write_text("")
        process = context.Process(target=end.wait)
        process.start()
    thread = threading.Thread(target=_hold_for_a_moment, args=(tmp_path / "site",), daemon=True)
    thread.start()
    thread.join(60)
    is_free = not thread.is_alive()
    end.set()
    process.join()
    assert is_free
