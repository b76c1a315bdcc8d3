"""What another process works out while this one goes on."""

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


def is_gone(aside):
    try:
        os.kill(aside._process._pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def aside(monkeypatch):
    """Has every folder that holds a site be looked at by another process; gives what these were asked for."""
    begun: list[BackgroundTask] = []

    def begin(work):
        begun.append(BackgroundTask(work))
        return begun[-1]

    monkeypatch.setattr(background, "LARGE_MANIFEST", 0)
    for module in (background, scheduler, pool, record_cache):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    monkeypatch.setattr(output_folder, "BackgroundTask", begin)
    return begun


def test_it_is_another_process_and_says_what_it_found():
    here = os.getpid()
    aside = BackgroundTask(lambda: {"pid": os.getpid(), "große Datei.html": (3, 1 << 62), "\udcff": [b"x" * 1_000_000]})
    found = aside.found()
    assert found.pop("pid") != here
    assert found == {"große Datei.html": (3, 1 << 62), "\udcff": [b"x" * 1_000_000]}
    assert is_gone(aside)


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0, lambda: sys.exit(2)])
def test_what_it_fails_at_is_done_here(end, capfd):
    here = os.getpid()
    aside = BackgroundTask(lambda: "done" if os.getpid() == here else end())
    assert aside.found() == "done"
    assert is_gone(aside)
    assert capfd.readouterr() == ("", "")


def test_what_is_wrong_is_met_here():
    def work():
        raise PermissionError("closed")

    aside = BackgroundTask(work)
    with pytest.raises(PermissionError, match="closed"):
        aside.found()
    assert is_gone(aside)


def test_whoever_no_longer_wants_to_know_leaves_no_process_behind():
    aside = BackgroundTask(lambda: "x" * 1_000_000)
    aside.forget()
    assert is_gone(aside)


def test_what_nobody_wants_to_know_is_not_waited_for(tmp_path):
    def work():
        time.sleep(5)
        (tmp_path / "done").touch()

    BackgroundTask(work).forget()
    assert not (tmp_path / "done").exists()


def test_where_there_may_be_no_more_processes_it_is_done_here(monkeypatch):
    def refused():
        raise BlockingIOError("as many as there may be")

    monkeypatch.setattr(fork.os, "fork", refused)
    assert BackgroundTask(lambda: {"pid": os.getpid()}).found() == {"pid": os.getpid()}
    BackgroundTask(lambda: "done").forget()


def test_a_thread_or_another_system_forbids_it(monkeypatch):
    monkeypatch.setattr(fork.os, "listdir", lambda folder: ["1", "2"])
    assert not fork.forks()
    monkeypatch.setattr(fork, "FORKS", False)
    monkeypatch.setattr(fork.os, "listdir", lambda folder: ["1"])
    assert not fork.forks()


def test_files_look_the_same_to_another_process(tmp_path, aside):
    for name in (output_folder.MANIFEST, "index.html", "papers/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = []
    for number in (1, 2):
        folder = OutputFolder(tmp_path)
        folder.prepare(processes=number)
        found.append(folder.stamps)
    assert len(aside) == 1
    assert found[0] == found[1]
    assert found[0].keys() == {output_folder.MANIFEST, "index.html", "papers/a.html"}


def test_builds_are_the_same_beside_another_process(content, tmp_path, aside):
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
    assert len(aside) == 4
    assert all(map(is_gone, aside))


def test_a_build_that_fails_leaves_no_process_behind(content, tmp_path, aside):
    folder = content("papers/a.yaml", "title: First\n")
    build(Options(folder, tmp_path / "site", jobs=2))
    content("papers/a.yaml", "title: [\n")
    with pytest.raises(builds.Stop):
        build(Options(folder, tmp_path / "site", jobs=2))
    assert len(aside) == 1
    assert all(map(is_gone, aside))
