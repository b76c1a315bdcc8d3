"""The pictures of the documentation: there, described, small, and all of them shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]+)\)")
HTML = re.compile(r'<img src="(?P<src>[^"]+)" alt="(?P<alt>[^"]*)"')


def pictures(page: Path) -> list[tuple[str, Path]]:
    """Alternative text and file of every picture that a page shows; examples in code are none."""
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", page.read_text("utf-8"))
    found = [*MARKDOWN.finditer(text), *HTML.finditer(text)]
    return [(one["alt"], (page.parent / one["src"]).resolve()) for one in found if "://" not in one["src"]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_shown_is_there_and_described(page):
    for alt, path in pictures(page):
        assert path.is_file(), path
        assert len(alt) > 10, path


def test_every_picture_is_shown_and_small():
    shown = {path for page in PAGES for _, path in pictures(page)}
    kept = set((ROOT / "docs/images").iterdir())
    assert kept - shown == set()
    assert {path.name: size for path in kept if (size := path.stat().st_size) > 120_000} == {}
    assert sum(path.stat().st_size for path in kept) < 1_000_000
