"""The program as it is typed: right, wrong, and without its libraries."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest
from conftest import ROOT, SITES

from scholarfolio import check
from scholarfolio.cli import ProgressBar, main


def run(capsys, *words):
    """Exit status, standard output and standard error."""
    try:
        status = main([str(word) for word in words])
    except SystemExit as exit_:
        status = exit_.code
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_building_ends_with_counts_time_and_where_to_look(capsys, tmp_path):
    status, out, err = run(capsys, "build", "--content", SITES["minimal"], "--out", tmp_path / "site")
    assert status == 0
    assert len(err.splitlines()) == 1, "one line says what is left out while the site has no address"
    assert "url is not set" in err
    assert "2 papers" in out
    assert " s (" in out
    assert (tmp_path / "site/index.html").as_uri() in out


def test_no_command_means_build(capsys, tmp_path, monkeypatch, content):
    content("papers/a.yaml", "title: A\n")
    monkeypatch.chdir(tmp_path)
    assert run(capsys)[0] == 0
    assert (tmp_path / "site/papers/a.html").exists()
    status, out, _ = run(capsys, "--quiet", "--jobs", "2")
    assert (status, out) == (0, "")


def test_problems_are_lines_with_file_line_and_column_and_the_status_is_1(capsys, tmp_path, content):
    folder = content("papers/x.yaml", "title: A\nvanue: y\n")
    status, out, err = run(capsys, "build", "--content", folder, "--out", tmp_path / "site")
    assert status == 1
    assert out == ""
    assert err.splitlines()[0] == 'content/papers/x.yaml:2:1: unknown field "vanue"; did you mean "venue"?'
    assert "1 error" in err.splitlines()[-1]
    assert not (tmp_path / "site/index.html").exists()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["biuld"], 'there is no command "biuld"; did you mean "build"?'),
        (["xyz"], "there are build, check, new"),
        (["build", "--jobs", "0"], "whole number from 1 to 256"),
        (["build", "--jobs", "many"], "whole number from 1 to 256"),
        (["build", "--url", "example.org"], "is not an address that begins with https://"),
        (["build", "--contents", "x"], "unrecognized arguments: --contents"),
        (["build", "extra"], "unrecognized arguments: extra"),
        (["new"], "DIR"),
        (["new", "x"], "--name"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(capsys, words, part):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert part in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 2
    assert err.strip().splitlines()[1].startswith("Try: ")


def test_missing_content_says_how_to_begin(capsys, tmp_path):
    status, _, err = run(capsys, "build", "--content", tmp_path / "nowhere", "--out", tmp_path / "site")
    assert status == 1
    assert "there is no such folder" in err
    assert "new mysite --name" in err


def test_empty_content_says_what_it_needs(capsys, tmp_path):
    (tmp_path / "content").mkdir()
    status, _, err = run(capsys, "build", "--content", tmp_path / "content", "--out", tmp_path / "site")
    assert status == 1
    assert "profile.yaml" in err


def test_an_output_that_is_a_file_is_refused(capsys, tmp_path):
    (tmp_path / "site").write_text("mine")
    status, _, err = run(capsys, "build", "--content", SITES["minimal"], "--out", tmp_path / "site")
    assert status == 1
    assert "is a file" in err
    assert (tmp_path / "site").read_text() == "mine"


def test_help_names_every_command_and_no_other(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert "build " in out
    assert "new " in out
    assert not any(word in out for word in ("serve", "import ", "schema"))


def test_the_version_is_the_package_s(capsys):
    from scholarfolio import __version__

    assert run(capsys, "--version")[1] == f"scholarfolio {__version__}\n"


def test_build_py_and_the_module_are_the_same_program(tmp_path):
    for program in (["build.py"], ["-m", "scholarfolio"]):
        done = subprocess.run(
            [sys.executable, *program, "--version"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("scholarfolio ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_progress_bar_shows_on_terminals_and_on_long_builds_only():
    bar = ProgressBar(io.StringIO(), hidden=False)
    bar.PATIENCE = -1
    bar.show(1, 2)
    assert bar._stream.getvalue() == ""
    terminal = Terminal()
    bar = ProgressBar(terminal, hidden=False)
    bar.show(1, 2)
    assert terminal.getvalue() == "", "a short build needs none"
    bar.PATIENCE = -1
    bar.show(1500, 3000)
    assert "1,500 of 3,000 files" in terminal.getvalue()
    bar.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")
    quiet = ProgressBar(Terminal(), hidden=True)
    quiet.PATIENCE = -1
    quiet.show(1, 2)
    assert quiet._stream.getvalue() == ""


# --- build --strict checks what it has made ------------------------------------------------------------------------


@pytest.fixture
def faulty(content, tmp_path):
    """Builds a site whose own template makes a page that no check lets pass."""
    folder = content("papers/x.yaml", "title: A\n")
    content("site.yaml", "url: https://example.org\n")
    template = tmp_path / "templates/paper.html"
    template.parent.mkdir()
    template.write_text(
        '{% extends "theme/paper.html" %}{% block content %}{{ super() }}<img src="x.png">{% endblock %}'
    )
    return "build", "--content", folder, "--out", tmp_path / "site"


def test_what_check_finds_stops_a_strict_build_before_anything_is_written(capsys, faulty, tmp_path):
    status, _, err = run(capsys, *faulty, "--strict")
    assert status == 1
    assert re.search(r"^\S+/site/papers/x.html:\d+:\d+: .*\[img-alt\]$", err, re.MULTILINE)
    assert re.search(r"^\S+/site/papers/x.html:\d+:\d+: .*\[link-target\]$", err, re.MULTILINE)
    assert err.splitlines()[-1].endswith("site is unchanged; build without --strict to see its pages as they would be")
    assert not (tmp_path / "site/index.html").exists()


def test_a_strict_build_checks_what_an_ordinary_one_has_written(capsys, faulty, tmp_path):
    """Also where nothing has changed since; and once it has passed, where nothing has, it is not checked again."""
    assert run(capsys, *faulty)[0] == 0
    assert (tmp_path / "site/papers/x.html").exists()
    assert run(capsys, *faulty, "--strict")[0] == 1
    (tmp_path / "templates/paper.html").unlink()
    assert run(capsys, *faulty, "--strict")[0] == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "review", None)
        status, out, _ = run(capsys, *faulty, "--strict")
    assert (status, "0 new, 0 changed" in out) == (0, True)


def test_a_strict_build_checks_files_that_are_staged_beside_those_that_stand(capsys, content, tmp_path):
    """A link from a page that stands to one that is not there any more, and one from a new page to one that stands."""
    content("papers/x.yaml", "title: A\n")
    folder = content("site.yaml", "url: https://example.org\n")
    words = "build", "--content", folder, "--out", tmp_path / "site", "--strict"
    assert run(capsys, *words)[0] == 0
    content("papers/y.yaml", "title: B\nsummary: 'As in [A](papers/x.html#cite).'\n")
    assert run(capsys, *words)[0] == 0
    content("papers/y.yaml", "title: B\nsummary: 'As in [A](papers/x.html#nowhere).'\n")
    status, _, err = run(capsys, *words)
    assert (status, "[link-anchor]" in err) == (1, True)
