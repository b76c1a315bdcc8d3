"""The build as a whole: equal bytes, nothing half-written, stale files gone, other people's files safe."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import jinja2
import pytest
from conftest import SITES, build_site
from folders import contents

from scholarfolio.build.command import Options, build
from scholarfolio.build.last_build import BuildCache
from scholarfolio.build.output_folder import MANIFEST, STAGE, OutputFolder
from scholarfolio.render import renderer
from scholarfolio.tracking.store import CACHE, Store
from scholarfolio.values.problems import Stop


@pytest.mark.parametrize("name", SITES)
def test_two_builds_give_equal_bytes_also_in_parallel_and_from_elsewhere(name, tmp_path, monkeypatch):
    build_site(name, tmp_path / "one")
    build_site(name, tmp_path / "two", jobs=3)
    monkeypatch.chdir(tmp_path)
    build_site(name, tmp_path / "three")
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")


def test_a_second_build_writes_nothing(tmp_path):
    first = build(Options(SITES["minimal"], tmp_path / "site"))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    second = build(Options(SITES["minimal"], tmp_path / "site"))
    assert first.written.new == second.written.unchanged
    assert (second.written.new, second.written.changed, second.written.deleted) == (0, 0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


def test_what_is_no_longer_planned_is_deleted_and_nothing_else(content, tmp_path):
    content("papers/a.yaml", "title: First\ndate: 2020\n")
    folder = content("papers/b.yaml", "title: Second\ndate: 2021\nvenue: Nature\n")
    out = tmp_path / "site"
    build(Options(folder, out))
    (out / "mine.txt").write_text("not the program's")
    (folder / "papers/b.yaml").unlink()
    built = build(Options(folder, out))
    assert built.written.deleted >= 4
    assert not (out / "papers/b.html").exists()
    assert not (out / "venues/nature.html").exists()
    assert (out / "papers/a.html").exists()
    assert (out / "mine.txt").read_text() == "not the program's"


def test_a_folder_with_files_of_somebody_else_is_left_alone(content, tmp_path):
    out = tmp_path / "documents"
    out.mkdir()
    (out / "thesis.txt").write_text("the only copy")
    with pytest.raises(Stop) as stop:
        build(Options(content("papers/a.yaml", "title: First\n"), out))
    assert "thesis.txt" in str(next(iter(stop.value.problems)))
    assert contents(out) == {"thesis.txt": b"the only copy"}
    build(Options(tmp_path / "content", out, force=True))
    assert (out / "thesis.txt").read_text() == "the only copy"
    assert (out / "index.html").exists()


def test_the_site_is_never_written_into_the_content(content):
    folder = content("papers/a.yaml", "title: First\n")
    for out in (folder, folder / "site"):
        with pytest.raises(Stop, match="lies inside the content folder"):
            build(Options(folder, out))


def test_errors_leave_the_site_as_it_was(content, tmp_path):
    folder = content("papers/a.yaml", "title: First\n")
    out = tmp_path / "site"
    build(Options(folder, out))
    before = contents(out)
    content("papers/a.yaml", "titel: First\n")
    with pytest.raises(Stop):
        build(Options(folder, out))
    assert contents(out) == before


def test_warnings_stop_a_strict_build_only(content, tmp_path):
    folder = content("papers/a.yaml", "title: First\ntopics: [undeclared]\n")
    built = build(Options(folder, tmp_path / "site"))
    assert [problem.severity for problem in built.problems if problem.severity != "note"] == ["warning"]
    with pytest.raises(Stop):
        build(Options(folder, tmp_path / "strict", strict=True))
    assert not (tmp_path / "strict" / "index.html").exists()


# When a build is killed: at which call of what. Each has put something new on the disk, and has more to put there.
MOMENTS = {
    "a file is staged in part": ("os.write", 30),
    "some files are staged": ("OutputFolder.stage", 60),
    "old and new files are listed": ("OutputFolder._write_manifest", 1),
    "the first file is moved": ("OutputFolder._move", 1),
    "half of the files are moved": ("OutputFolder._move", 40),
    "the first old file is deleted": ("OutputFolder._delete", 1),
    "all files are there": ("OutputFolder.settled", 1),
    "records are cached": ("Store.save", 1),
    "all but the last build is cached": ("BuildCache.save", 1),
}
OWNERS = {"OutputFolder": OutputFolder, "Store": Store, "BuildCache": BuildCache}


def _kill_at(call: str, number: int) -> None:
    """Have this process end without warning at a call; a method first does its work, a writing does half of it."""
    name, method = call.rsplit(".", 1)
    owner = OWNERS.get(name, os)
    original, left = getattr(owner, method), number

    def counted(*given, **named):
        nonlocal left
        left -= 1
        if left == 0:
            if owner is os:
                original(given[0], given[1][: len(given[1]) // 2])
            else:
                original(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*given, **named)

    setattr(owner, method, counted)


def _killed_build(moment: str, options: Options) -> None:
    _kill_at(*MOMENTS[moment])
    build(options)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only Unix can kill without warning")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_whole_files_and_the_next_build_finishes_it(content, tmp_path, moment):
    """Files are whole: each ends as its kind ends. After one more build the folder equals a fresh build's."""
    for number in range(12):
        folder = content(f"papers/p{number}.yaml", f"title: Paper {number}\ndate: 2001\n")
    out = tmp_path / "site"
    build(Options(folder, out))
    (folder / "papers/p3.yaml").unlink()
    for number in range(4, 14):
        content(f"papers/p{number}.yaml", f"title: Edited {number}\ndate: {2000 + number}\n")
    given = (moment, Options(folder, out, jobs=1))
    process = multiprocessing.get_context("fork").Process(target=_killed_build, args=given)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, "the moment came"
    for path in out.rglob("*.html"):
        if STAGE not in path.parts:
            assert path.read_text("utf-8").rstrip().endswith("</html>"), path
    build(Options(folder, out))
    build(Options(folder, tmp_path / "fresh"))
    assert contents(out) == contents(tmp_path / "fresh")


class Killed(BaseException):
    """Stands for the end of the process between two steps of ``commit``."""


@pytest.mark.parametrize("step", range(14))
def test_no_link_is_broken_whichever_move_is_the_last(tmp_path, monkeypatch, step):
    """Kill between any two moves or deletions: whatever a reader can reach from the front page exists."""
    folder = OutputFolder(tmp_path)

    def site(links: dict[str, str], stage: OutputFolder) -> list[str]:
        return [name for name, text in links.items() if stage.stage(name, text.encode())[0]]

    old = {"index.html": "a.html b.html", "a.html": "b.html", "b.html": "a.html", "old.html": ""}
    new = {"index.html": "a.html c.html", "a.html": "c.html d.html", "c.html": "a.html d.html", "d.html": "index.html"}
    folder.prepare()
    folder.commit(old, site(old, folder))
    folder.prepare()
    staged = site(new, folder)
    left = step

    def counted(original):
        def run(self, *arguments, **options):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return original(self, *arguments, **options)

        return run

    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    killed = False
    try:
        folder.commit(new, staged)
    except Killed:
        killed = True
    monkeypatch.undo()
    assert killed == (step < 8), "two manifests, four moves, two deletions"
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += (tmp_path / name).read_text().split()
    folder.prepare()
    folder.commit(new, site(new, folder))
    assert {name: data.decode() for name, data in contents(tmp_path).items() if name != MANIFEST} == new


def test_a_manifest_that_was_tampered_with_deletes_nothing_outside_the_folder(tmp_path):
    outside = tmp_path / "precious.txt"
    outside.write_text("keep")
    folder = OutputFolder(tmp_path / "site")
    folder.prepare()
    folder.commit([], [])
    for manifest in ('{"files": ["../precious.txt", "/etc/hostname", 7]}', '{"files": 3}', "nonsense", "[]"):
        (tmp_path / "site" / MANIFEST).write_text(manifest)
        folder.prepare()
        folder.commit([], [])
        assert outside.read_text() == "keep"


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates that are compiled, as they are."""
    names = []
    original = jinja2.Environment.compile
    monkeypatch.setattr(
        jinja2.Environment,
        "compile",
        lambda self, source, name=None, *rest, **more: (
            names.append(name) or original(self, source, name, *rest, **more)
        ),
    )
    return names


def test_the_templates_of_the_theme_are_compiled_once_for_all_sites(tmp_path, monkeypatch, compiled):
    """They stand beside the compiled modules; where these are not to be kept, nothing is written there."""
    (tmp_path / "installed").mkdir()
    monkeypatch.setattr(renderer, "cache_from_source", lambda _: str(tmp_path / "installed/renderer.pyc"))
    for number, never in enumerate((True, False, False)):
        content = tmp_path / str(number) / "content"
        content.mkdir(parents=True)
        (content / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
        (tmp_path / str(number) / "templates").mkdir()
        (tmp_path / str(number) / "templates/404.html").write_text("none", "utf-8")
        monkeypatch.setattr(sys, "dont_write_bytecode", never)
        compiled.clear()
        build(Options(content, tmp_path / str(number) / "site"))
        assert never != any((tmp_path / "installed").iterdir())
    assert compiled == ["404.html"]


def test_templates_are_compiled_once_and_cached(content, tmp_path, monkeypatch, compiled):
    """A second build compiles nothing, an edited or damaged one again; a folder that is none is no harm."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder = content("papers/a.yaml", "title: A\n")
    build(Options(folder, tmp_path / "site"))
    assert "paper.html" in compiled
    compiled.clear()
    build(Options(folder, tmp_path / "again"))
    assert compiled == []
    assert contents(tmp_path / "again") == contents(tmp_path / "site")

    own = tmp_path / "templates/404.html"
    own.parent.mkdir()
    own.write_text("one", "utf-8")
    build(Options(folder, tmp_path / "site"))
    own.write_text("two", "utf-8")
    compiled.clear()
    build(Options(folder, tmp_path / "site"))
    assert compiled == ["404.html"]
    assert (tmp_path / "site/404.html").read_text("utf-8") == "two"
    own.unlink()

    for file in (tmp_path / CACHE).rglob("*-template-*"):
        data = file.read_bytes()
        file.write_bytes(data[:-100] + b"\0" * 100)
    build(Options(folder, tmp_path / "third"))
    assert contents(tmp_path / "third") == contents(tmp_path / "again")

    shutil.rmtree(tmp_path / CACHE)
    (tmp_path / CACHE).write_text("a file", "utf-8")
    build(Options(folder, tmp_path / "site"))
    assert contents(tmp_path / "site") == contents(tmp_path / "again")


def test_folders_in_which_nothing_is_left_are_deleted_too(tmp_path):
    folder = OutputFolder(tmp_path)

    def build(*names: str) -> None:
        folder.prepare()
        folder.commit(names, [name for name in names if folder.stage(name, b"x")[0]])
        folder.discard()

    build("index.html", "a/b/c.html", "d/e.html", "d/f.html", "g/h/i.html")
    (tmp_path / "g/mine.txt").write_text("not the program's")
    build("index.html", "d/e.html")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        MANIFEST,
        *("d", "d/e.html", "g", "g/mine.txt", "index.html"),
    ]


def test_a_long_file_may_come_bit_by_bit(tmp_path):
    """It is written anew only where it differs, and is left as it is where it does not."""

    def staged(*parts: bytes) -> bool:
        folder = OutputFolder(tmp_path)
        folder.prepare(force=True)
        is_staged, stamp = folder.stage("papers.bib", iter(parts))
        folder.commit(["papers.bib"], ["papers.bib"] if is_staged else [])
        assert stamp[0] == (tmp_path / "papers.bib").stat().st_size
        folder.discard()
        return is_staged

    assert staged(b"one", b"", b"two")
    assert not staged(b"onet", b"wo")
    assert staged(b"one", b"six")
    assert (tmp_path / "papers.bib").read_bytes() == b"onesix"
    assert staged(b"one")
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "papers.bib"]
