"""Pelican: a generator of its own reads the records as data and writes them with Jinja templates, in ``pelican-site``.

What was chosen because it is the fastest: data instead of an article in Markdown for each paper, exports in Python
instead of templates, pieces of pages kept in a dictionary, and none of Pelican's own generators.
"""

from __future__ import annotations

import shutil
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.given import Given
from benchmarks.peers.files import HERE, call, copy_static, write_frames, write_json

VERSION = "4.12.0"


def install(store: Path) -> Pelican:
    """Fetch Pelican from PyPI, into an environment of its own: its requirements are not ours."""
    folder = store / f"pelican-{VERSION}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "installed").exists():
        venv.create(folder, with_pip=True, clear=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        call([python, "-m", "pip", "install", *quiet, f"pelican[markdown]=={VERSION}"])
        (folder / "installed").touch()
    call([python, "-m", "pelican", "--version"])
    return Pelican(python)


class Pelican:
    """Pelican, in its environment."""

    name = "Pelican"
    version = VERSION

    def __init__(self, python: Path) -> None:
        self._python = python
        self.environment: Mapping[str, str] = {}

    def command(self, folder: Path, out: Path) -> Sequence[str]:
        """One build, which says nothing but mistakes."""
        settings = ["--settings", str(folder / "pelicanconf.py"), "--output", str(out)]
        return [str(self._python), "-m", "pelican", str(folder / "content"), *settings, "--quiet", "--fatal", "errors"]

    def prepare(self, given: Given, ours: Path, folder: Path) -> None:
        """Write the project."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / "pelican-site", folder)
        write_frames(given, folder / "frame")
        copy_static(ours, folder / "content")
        write_json(folder / "data" / "site.json", given.site)
        write_json(folder / "data" / "terms.json", given.terms)
        write_json(folder / "data" / "papers.json", given.papers)
