"""What the program tells people to type works when it is pasted where it was printed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import venv
from pathlib import Path

import pytest
from checkouts import PYTHON, ROOT, SCRIPT, copy_checkout, environment, typed

from scholarfolio.formats.citation_styles import csl
from scholarfolio.values import invocation

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the lines are pasted into bash")


@pytest.fixture(params=["build.py", "script", "relative script", "on the path", "module"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, str]]:
    """The ways to call the program: what is typed, and the variables of the shell."""
    ways = {
        "build.py": f"{PYTHON} {ROOT / 'build.py'}",
        "script": str(SCRIPT),
        "relative script": os.path.relpath(SCRIPT, tmp_path),
        "on the path": "scholarfolio",
        "module": f"{PYTHON} -m scholarfolio",
    }
    path = f"{SCRIPT.parent}:/usr/bin:/bin" if request.param == "on the path" else "/usr/bin:/bin"
    return ways[request.param], environment(PATH=path)


def test_the_next_line_of_a_new_site_builds_it(program, tmp_path):
    call, shell = program
    done = typed(f'{call} new "my site" --name "Ada Lovelace"', tmp_path, variables=shell)
    assert done.returncode == 0, done.stderr
    line = done.stdout.splitlines()[-1].removeprefix("next: ")
    assert line.startswith("cd 'my site' && ")
    done = typed(line, tmp_path, variables=shell)
    assert done.returncode == 0, line + done.stderr
    assert (tmp_path / "my site/site/index.html").is_file()


def test_a_build_where_nothing_is_tells_how_to_begin(program, tmp_path):
    call, shell = program
    done = typed(f"{call} build", tmp_path, variables=shell)
    assert done.returncode == 1
    line = done.stderr.splitlines()[0].partition("make a site to begin with: ")[2]
    done = typed(line, tmp_path, variables=shell)
    assert done.returncode == 0, line + done.stderr
    assert (tmp_path / "mysite/content/profile.yaml").is_file()


@pytest.mark.parametrize("words", ["biuld", "build --jobs many", "new"])
def test_a_wrong_command_names_help_that_comes(program, tmp_path, words):
    call, shell = program
    done = typed(f"{call} {words}", tmp_path, variables=shell)
    assert done.returncode == 2
    line = done.stderr.splitlines()[-1].removeprefix("Try: ")
    done = typed(line, tmp_path, variables=shell)
    assert done.returncode == 0, line
    assert done.stdout.startswith(f"usage: scholarfolio{'' if words == 'biuld' else ' ' + words.split()[0]}")


@pytest.mark.parametrize("site", ["", "elsewhere"])
def test_a_check_of_no_site_tells_how_to_build_it(program, tmp_path, content, site):
    content("papers/a.yaml", "title: A\n")
    call, shell = program
    done = typed(f"{call} check {site}", tmp_path, variables=shell)
    assert done.returncode == 1
    line = done.stderr.splitlines()[0].partition("build it: ")[2]
    done = typed(line, tmp_path, variables=shell)
    assert done.returncode == 0, line + done.stderr
    assert typed(f"{call} check {site}", tmp_path, variables=shell).returncode == 0


@pytest.mark.parametrize("package", ["pillow", "pypandoc-binary"])
def test_what_is_missing_is_installed_by_the_program_s_own_python(tmp_path, package):
    """In any folder, and only packages that are published: pip is asked what it would do."""
    line = invocation.install([package])
    assert line == f"{PYTHON} -m pip install {package}"
    done = typed(f"{line} --dry-run --no-index --no-deps", tmp_path)
    assert done.returncode == 0 or f"No matching distribution found for {package}" in done.stderr


def test_a_python_without_pip_gets_it_first(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert invocation.install(["x"]) == f"{PYTHON} -m ensurepip && {PYTHON} -m pip install x"


def test_no_hint_names_the_program_as_a_package_of_an_index():
    """Nobody is told to install a name that anybody may take."""
    texts = [*ROOT.glob("scholarfolio/**/*.py"), ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "build.py"]
    named = re.compile(r"pip install[^\n&]*[ '\"]scholarfolio(\[|['\"\s]|$)")
    assert [path.name for path in texts if named.search(path.read_text("utf-8"))] == []
    assert "scholarfolio" not in str(csl.StyleError("x", "note"))


def test_the_program_is_named_as_windows_names_it(monkeypatch):
    monkeypatch.setattr("scholarfolio.values.invocation.os.name", "nt")
    assert invocation.quoted(r"C:\Users\Ada\x") == r"C:\Users\Ada\x"
    assert invocation.quoted(r"C:\Users\Ada Lovelace\x") == r'"C:\Users\Ada Lovelace\x"'


# --- build.py with any Python ---------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return copy_checkout(tmp_path / "checkout")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A Python without the libraries."""
    venv.create(tmp_path / "foreign", with_pip=False)
    return tmp_path / "foreign/bin/python"


def age(checkout: Path) -> None:
    """Let every Python be too old for build.py."""
    file = checkout / "build.py"
    file.write_text(file.read_text("utf-8").replace("OLDEST = (3, 11)", "OLDEST = (4, 0)"), "utf-8")


def test_build_py_is_read_by_old_pythons():
    ast.parse((ROOT / "build.py").read_text("utf-8"), feature_version=(3, 6))


def test_build_py_hands_over_to_the_checkout_s_own_python(checkout, foreign):
    (checkout / ".venv").symlink_to(PYTHON.parent.parent)
    done = typed(f"{foreign} build.py build --quiet", checkout)
    assert done.returncode == 0, done.stderr
    assert (checkout / "site/index.html").is_file()
    done = typed(f"{foreign} {checkout}/build.py biuld", checkout.parent)
    assert (done.returncode, done.stdout) == (2, "")


def test_build_py_without_libraries_says_what_to_type(checkout, foreign):
    done = typed(f"{foreign} build.py build --quiet", checkout)
    assert done.returncode == 1
    reason, type_, *lines = done.stderr.splitlines()
    assert reason.startswith("The library ")
    assert type_ == "Type:"
    assert [line.strip() for line in lines] == [
        f"{foreign} -m venv --clear .venv",
        ".venv/bin/python -m pip install -e '.[pictures]'",
        ".venv/bin/python build.py build --quiet",
    ]


def test_build_py_in_a_venv_without_libraries_installs_into_it(checkout):
    """Also where make believes that everything is installed."""
    venv.create(checkout / ".venv", with_pip=False)
    done = typed(f"{checkout}/.venv/bin/python {checkout}/build.py --content checkout/content", checkout.parent)
    assert [line.strip() for line in done.stderr.splitlines()[2:]] == [
        "checkout/.venv/bin/python -m pip install -e 'checkout[pictures]'",
        "checkout/.venv/bin/python checkout/build.py --content checkout/content",
    ]


def test_an_old_python_is_told_at_once(checkout, foreign):
    age(checkout)
    done = typed(f"{foreign} build.py", checkout)
    assert done.returncode == 1
    assert done.stderr.startswith("This is Python 3.")
    assert "needs 3.11 or newer" in done.stderr
    assert " -m venv --clear .venv\n" in done.stderr


# --- make with any Python -------------------------------------------------------------------------------------------


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of programs for the PATH: what make needs, and a python3 that is too old."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("make", "sh", "bash", "sed", "cat", "rm", "touch", "git", "env"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    old = folder / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in --version) echo Python 3.10.4;; *) exit 1;; esac\n', "utf-8")
    old.chmod(0o755)
    return folder


def test_make_tells_an_old_python_at_once_and_names_a_newer_one(checkout, tools):
    shell = environment(PATH=str(tools))
    done = typed("make build", checkout, variables=shell)
    assert done.returncode == 2
    assert "scholarfolio needs Python 3.11 or newer; python3 is: Python 3.10.4" in done.stderr
    assert "make build PYTHON=python3.13" in done.stderr
    assert not (checkout / ".venv").exists()
    (tools / "python3.13").symlink_to(PYTHON.resolve())
    done = typed("make build", checkout, variables=shell)
    line = done.stderr.splitlines()[1].removeprefix("Type: ")
    done = typed(f"{line} --dry-run", checkout, variables=shell)
    assert done.returncode == 0, done.stderr
    assert "python3.13 -m venv .venv" in done.stdout


def test_make_renews_the_venv_for_another_python(checkout):
    """What an upgrade of the system leaves behind: a .venv made with a version that is gone."""
    venv.create(checkout / ".venv", symlinks=True, with_pip=False)
    for stamp in ("site.installed", "dev.installed"):
        (checkout / ".venv" / stamp).write_text(f"{checkout}\n", "utf-8")
    done = typed("make build --dry-run", checkout)
    assert done.stdout.split() == ".venv/bin/python build.py build".split()
    settings = checkout / ".venv/pyvenv.cfg"
    settings.write_text(re.sub(r"(?m)^version = .*", "version = 3.11.0", settings.read_text("utf-8")), "utf-8")
    done = typed("make build --dry-run", checkout)
    assert "rm -rf .venv\n" in done.stdout
    assert " -m venv .venv" in done.stdout
    assert "pip install" in done.stdout


def test_make_installs_again_after_the_checkout_was_moved(checkout):
    venv.create(checkout / ".venv", symlinks=True, with_pip=False)
    (checkout / ".venv/site.installed").write_text("/elsewhere\n", "utf-8")
    done = typed("make build --dry-run", checkout)
    assert "pip install" in done.stdout
    assert "rm -rf" not in done.stdout
