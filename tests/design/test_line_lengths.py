"""The theme's files can be read without scrolling sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT


def long_lines(paths: list[Path], limit: int) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {len(line)} characters"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > limit
    ]


@pytest.mark.parametrize(
    ("folder", "suffixes", "limit"),
    [("templates", {".html", ".xml", ".txt", ".typ"}, 160), ("static", {".css", ".js"}, 120)],
)
def test_no_line_is_too_long(folder, suffixes, limit):
    paths = [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes]
    assert paths
    assert long_lines(paths, limit) == []
