"""How much a page asks of a slow line: its own bytes and those of the styles and scripts that it loads, compressed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

KB = 1024
IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']""")


def loaded(page: Path) -> Iterator[Path]:
    """The page, and every style and script that it loads by itself."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    yield page
    for script in soup.find_all("script", src=True):
        yield (page.parent / script["src"]).resolve()
    for link in soup.find_all("link", rel="stylesheet"):
        yield from styles((page.parent / link["href"]).resolve())


def styles(sheet: Path) -> Iterator[Path]:
    yield sheet
    for name in IMPORT.findall(sheet.read_text("utf-8")):
        yield from styles((sheet.parent / name).resolve())


def weight(page: Path) -> int:
    """Bytes on the wire, as an ordinary server compresses them."""
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in loaded(page))


def test_every_paper_s_page_weighs_less_than_20_kb(own_site):
    weights = {paper.id: weight(own_site.root / f"papers/{paper.id}.html") for paper in own_site.papers}
    assert {name: size for name, size in weights.items() if size >= 20 * KB} == {}


def test_home_with_36_papers_weighs_less_than_60_kb(own_site):
    assert len(own_site.papers) == 36
    assert weight(own_site.root / "index.html") < 60 * KB


def test_no_kind_of_page_weighs_more_than_60_kb(site):
    assert {name: size for name in site.kinds if (size := weight(site.root / name)) >= 60 * KB} == {}


def test_one_tiny_script_alone_is_waited_for(site):
    """It sets the scheme before anything is painted; all others are deferred, and there is one stylesheet."""
    for name in site.kinds:
        soup = site.pages[name]
        waited = [script["src"] for script in soup.find_all("script", src=True) if not script.has_attr("defer")]
        assert [Path(src).name for src in waited] == ["scheme.js"], name
        assert len(gzip.compress(((site.root / name).parent / waited[0]).read_bytes())) < 512
        assert len(soup.find_all("link", rel="stylesheet")) == 1, name
        assert not soup.find_all("script", src=False, type=False), name


@pytest.mark.parametrize("part", ["search-index", "search-engine", "export-"])
def test_what_few_use_is_loaded_when_it_is_used(site, part):
    for name in site.kinds:
        assert not [path for path in loaded(site.root / name) if part in path.name], name
