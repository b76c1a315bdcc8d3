"""What a build loads: for few papers the start is most of it, so what a run does not need is not imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT

CONTENT = {
    "profile.yaml": "name: Ada Lovelace\nposition: Countess\nbio: Wrote *programs* for engines.\n",
    "site.yaml": "url: https://ada.example.org\ncards: none\n",
    "topics.yaml": "cs.CV: {name: Vision}\n",
    "papers/a.yaml": "title: On $x^2$\nauthors: [Ada Lovelace, Wei Wang]\ndate: 2024-05\ncategory: cs.CV\nabstract: An *abstract*.\n",
    "papers/b.yaml": "title: 'Notes: on engines'\nauthors: [Ada Lovelace]\ndate: 2025\nvenue: NeurIPS 2025\n",
}

# What takes long to load and is for few builds, or for none.
NEVER = {"asyncio", "concurrent", "difflib", "email", "http", "multiprocessing", "socket", "ssl", "unittest", "babel"}
# What reads what few authors write: Markdown with lists, code and tables; and what draws pictures.
RARE = {"markdown", "pygments", "typst", "PIL"}
# What a build needs that finds something changed, and one that does not must do without.
RENDERING = {"dataclasses", "hashlib", "inspect", "jinja2", "json", "yaml", "scholarfolio.content.models"}

PROGRAM = "import sys; from scholarfolio.cli import main; status = main(); print(*sys.modules); sys.exit(status)"


@pytest.fixture
def loaded(tmp_path):
    """Builds a site of two papers; gives the modules that were loaded for that."""
    folder = tmp_path / "content"
    for name, text in CONTENT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (1e9, 1e9))
    icon = tmp_path / "static" / "touch-icon.png"  # so that none is drawn
    icon.parent.mkdir()
    icon.write_bytes((ROOT / "static" / "card.png").read_bytes())

    def build() -> set[str]:
        words = ["build", "--quiet", "--content", str(folder), "--out", str(tmp_path / "site")]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return set(done.stdout.split())

    return build


def test_a_build_loads_nothing_that_it_does_not_need(loaded):
    assert loaded() & (NEVER | RARE) == set()


def test_a_build_that_finds_nothing_changed_loads_next_to_nothing(loaded):
    assert loaded() >= RENDERING
    assert loaded() & (NEVER | RARE | RENDERING) == set()
