"""Background tasks: what another process works out while this one goes on."""

import os
import shutil
import signal
import sys
import time

import pytest

from scholarfolio.build import background, fork, output_folder, pool, record_cache, scheduler
from scholarfolio.build import command as builds
from scholarfolio.build.background import BackgroundTask
from scholarfolio.build.command import Options, build
from scholarfolio.build.output_folder import OutputFolder
from scholarfolio.tracking.store import CACHE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def has_ended(task):
    try:
        os.kill(task._process._pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def tasks(monkeypatch):
    """Has stamps collected in the background whatever the size of a site; gives the tasks."""
    begun: list[BackgroundTask] = []

    def begin(task):
        begun.append(BackgroundTask(task))
        return begun[-1]

    monkeypatch.setattr(background, "LARGE_MANIFEST", 0)
    for module in (background, scheduler, pool, record_cache):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    monkeypatch.setattr(output_folder, "BackgroundTask", begin)
    return begun


def test_it_is_another_process_and_sends_its_result():
    here = os.getpid()
    task = BackgroundTask(lambda: {"pid": os.getpid(), "große Datei.html": (3, 1 << 62), "\udcff": [b"x" * 1_000_000]})
    result = task.result()
    assert result.pop("pid") != here
    assert result == {"große Datei.html": (3, 1 << 62), "\udcff": [b"x" * 1_000_000]}
    assert has_ended(task)


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0, lambda: sys.exit(2)])
def test_what_it_fails_at_is_done_here(end, capfd):
    here = os.getpid()
    task = BackgroundTask(lambda: "done" if os.getpid() == here else end())
    assert task.result() == "done"
    assert has_ended(task)
    assert capfd.readouterr() == ("", "")


def test_errors_are_raised_here():
    def fail():
        raise PermissionError("closed")

    task = BackgroundTask(fail)
    with pytest.raises(PermissionError, match="closed"):
        task.result()
    assert has_ended(task)


def test_a_task_that_is_cancelled_leaves_no_process_behind():
    task = BackgroundTask(lambda: "x" * 1_000_000)
    task.cancel()
    assert has_ended(task)


def test_what_nobody_wants_to_know_is_not_waited_for(tmp_path):
    def work():
        time.sleep(5)
        (tmp_path / "done").touch()

    BackgroundTask(work).cancel()
    assert not (tmp_path / "done").exists()


def test_where_there_may_be_no_more_processes_it_is_done_here(monkeypatch):
    def refused():
        raise BlockingIOError("as many as there may be")

    monkeypatch.setattr(fork.os, "fork", refused)
    assert BackgroundTask(lambda: {"pid": os.getpid()}).result() == {"pid": os.getpid()}
    BackgroundTask(lambda: "done").cancel()


def test_a_thread_or_another_system_forbids_it(monkeypatch):
    monkeypatch.setattr(fork.os, "listdir", lambda folder: ["1", "2"])
    assert not fork.forks()
    monkeypatch.setattr(fork, "FORKS", False)
    monkeypatch.setattr(fork.os, "listdir", lambda folder: ["1"])
    assert not fork.forks()


def test_stamps_are_the_same_in_another_process(tmp_path, tasks):
    for name in (output_folder.MANIFEST, "index.html", "papers/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    stamps = []
    for number in (1, 2):
        folder = OutputFolder(tmp_path)
        folder.prepare(processes=number)
        stamps.append(folder.stamps)
    assert len(tasks) == 1
    assert stamps[0] == stamps[1]
    assert stamps[0].keys() == {output_folder.MANIFEST, "index.html", "papers/a.html"}


def test_builds_are_the_same_beside_another_process(content, tmp_path, tasks):
    folder = content("papers/a.yaml", "title: First\n")
    build(Options(folder, tmp_path / "site", jobs=2))
    content("papers/a.yaml", "title: Second\n")
    edited = build(Options(folder, tmp_path / "site", jobs=2)).written
    assert (edited.new, edited.deleted) == (0, 0)
    assert 0 < edited.changed < edited.unchanged
    again = build(Options(folder, tmp_path / "site", jobs=2)).written
    assert again.new == again.changed == again.deleted == 0
    (tmp_path / "site/index.html").write_text("somebody else's")
    assert build(Options(folder, tmp_path / "site", jobs=2)).written.changed == 1
    shutil.rmtree(folder.parent / CACHE)
    anew = build(Options(folder, tmp_path / "site", jobs=2)).written
    assert anew.new == anew.changed == anew.deleted == 0
    assert len(tasks) == 4
    assert all(map(has_ended, tasks))


def test_a_build_that_fails_leaves_no_process_behind(content, tmp_path, tasks):
    folder = content("papers/a.yaml", "title: First\n")
    build(Options(folder, tmp_path / "site", jobs=2))
    content("papers/a.yaml", "title: [\n")
    with pytest.raises(builds.Stop):
        build(Options(folder, tmp_path / "site", jobs=2))
    assert len(tasks) == 1
    assert all(map(has_ended, tasks))
