"""A fork becomes a site of one's own: asked for, in one step, and never at the cost of what git does not have."""

from __future__ import annotations

import os

import pytest
from checkouts import PYTHON, commit_all, copy_checkout, git, typed

from scholarfolio.build.command import Options, build
from scholarfolio.importing import replacement
from scholarfolio.importing.replacement import replaceable
from scholarfolio.importing.scaffold import new_content
from scholarfolio.values.problems import Stop

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the lines are pasted into bash")
NEW = f'{PYTHON} build.py new . --name "Ada Lovelace" --replace'


@pytest.fixture
def fork(tmp_path):
    folder = copy_checkout(tmp_path / "fork")
    commit_all(folder)
    return folder


def test_after_a_yes_the_content_is_ones_own_and_builds_at_once(fork):
    done = typed(NEW, fork, answer="y\n")
    assert done.returncode == 0, done.stderr
    assert "Replace content (" in done.stdout
    assert sorted(path.name for path in (fork / "content").iterdir()) == [
        *("files", "papers", "profile.yaml", "site.yaml")
    ]
    changed = git(fork, "status", "--porcelain").splitlines()
    assert {line.split()[-1].split("/")[0] for line in changed} == {"content"}
    line = done.stdout.splitlines()[-1].removeprefix("next: ")
    done = typed(line, fork)
    assert done.returncode == 0, done.stderr
    assert "Ada Lovelace" in (fork / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "what?\n"])
def test_without_a_yes_nothing_is_changed(fork, answer):
    done = typed(NEW, fork, answer=answer)
    assert (done.returncode, done.stderr) == (1, "nothing was changed\n")
    assert git(fork, "status", "--porcelain") == ""


def test_the_old_content_comes_back_as_the_program_says(fork):
    before = {path.relative_to(fork): path.read_bytes() for path in fork.glob("content/**/*") if path.is_file()}
    done = typed(f"{NEW} --yes", fork)
    line = next(line for line in done.stdout.splitlines() if line.startswith("to have the old content back: "))
    done = typed(line.partition(": ")[2], fork)
    assert done.returncode == 0, done.stderr
    assert {path: (fork / path).read_bytes() for path in before} == before


def test_papers_come_along(fork):
    (fork.parent / "my.bib").write_text("@misc{a, title={On Engines}, author={Ada Lovelace}, year=1843}\n", "utf-8")
    done = typed(f"{NEW} --yes --from ../my.bib", fork)
    assert "1 entries: 1 records, 0 reported" in done.stdout
    assert build(Options(fork / "content", fork / "site")).papers == 1


@pytest.mark.parametrize("name", ["content/papers/mine.yaml", "content/profile.yaml", "content/notes.log"])
def test_what_git_does_not_have_is_never_lost(fork, name):
    """New, changed and ignored files alike."""
    (fork / ".gitignore").write_text("*.log\n", "utf-8")
    git(fork, "commit", "--quiet", "--all", "--message=Ignore")
    (fork / name).write_text("title: Mine\n", "utf-8")
    done = typed(f"{NEW} --yes", fork)
    assert done.returncode == 1
    assert f"git does not have all of it as it is ({name})" in done.stderr
    assert (fork / name).read_text("utf-8") == "title: Mine\n"


def test_without_git_nothing_is_replaced(tmp_path):
    folder = copy_checkout(tmp_path / "download")
    done = typed(f"{NEW} --yes", folder)
    assert done.returncode == 1
    assert "no git repository" in done.stderr
    assert (folder / "content/papers").is_dir()


def test_without_content_there_is_nothing_to_replace(tmp_path):
    with pytest.raises(Stop, match="there is nothing to replace"):
        replaceable(tmp_path)


def test_what_cannot_be_written_leaves_the_old_content(fork, monkeypatch):
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacement, "write_files", fail)
    with pytest.raises(Stop, match="No space left on device"):
        replaceable(fork).replace(new_content("Ada Lovelace"))
    assert git(fork, "status", "--porcelain") == ""
