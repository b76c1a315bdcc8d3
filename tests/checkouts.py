"""Copies of this checkout, and commands run in a shell as somebody would type them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What a clone holds, as far as it is needed to build a site.
PARTS = (
    *("scholarfolio", "templates", "static", "content"),
    *("build.py", "Makefile", "pyproject.toml", "README.md", "LICENSE", ".gitignore"),
)


def copy_checkout(to: Path) -> Path:
    """Copy the working files of this checkout into a folder, without what was built or installed here."""
    to.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)
    return to


def environment(**changes: str) -> dict[str, str]:
    """This process's variables without those that would lead Python or make elsewhere, with some changes."""
    elsewhere = ("PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    author = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada Lovelace"), ("EMAIL", "ada@example.org"))
    }
    return kept | author | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | changes


def typed(
    line: str, folder: Path, answer: str = "", variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, in a folder, with what is answered when it asks."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        input=answer,
        capture_output=True,
        text=True,
        env=environment() if variables is None else dict(variables),
        check=False,
    )


def git(folder: Path, *words: str) -> str:
    """What a git command prints."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True, env=environment())
    return done.stdout.strip()


def commit_all(folder: Path) -> str:
    """Put a folder into a repository of its own, as one commit; its name."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Begin")
    return git(folder, "rev-parse", "HEAD")


PYTHON = Path(sys.executable)
SCRIPT = PYTHON.parent / ("scholarfolio.exe" if os.name == "nt" else "scholarfolio")
