"""What ``make quick`` runs, and what it says when that has become slow."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT
from quick import AIM, too_slow


@pytest.fixture(scope="module")
def chosen() -> str:
    command = [sys.executable, "-m", "pytest", "--quick", "--collect-only", "-q"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "name", ["values/test_names.py::", "text/test_tex.py::", "formats/test_ris.py::", "content/test_schema.py::"]
)
def test_what_reads_and_writes_texts_is_quick(chosen, name):
    assert f"tests/{name}" in chosen


@pytest.mark.parametrize(
    "name", ["browser/", "build/test_build.py", "test_package.py", "test_cli.py", "render/test_pages.py"]
)
def test_what_builds_sites_runs_programs_or_opens_browsers_is_not(chosen, name):
    assert f"tests/{name}" not in chosen


def test_a_run_that_takes_long_names_the_files_that_took_most():
    seconds = {"a.py": 9.0, "b.py": 40.0, "c.py": 1.0, "d.py": 20.0}
    assert too_slow(seconds, AIM) == ""
    assert "b.py 40 s, d.py 20 s, a.py 9 s" in too_slow(seconds, AIM + 1)
