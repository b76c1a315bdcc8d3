"""What several tests need: the three sites, built once, and their pages, parsed once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

from scholarfolio.build import Options, Prepared, build, prepare
from scholarfolio.problems import Problems

# How long an example takes says nothing about whether it is right: the machine may have other work.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SITES = {
    "own": ROOT / "content",
    "minimal": ROOT / "examples/minimal/content",
    "every-field": ROOT / "examples/every-field/content",
}


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk, with the catalog it was made from."""

    name: str
    root: Path
    prepared: Prepared

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every HTML page, parsed, by its path below the root."""
        return {
            path.relative_to(self.root).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
            for path in sorted(self.root.rglob("*.html"))
        }

    @property
    def papers(self):
        return self.prepared.catalog.papers


def build_site(name: str, out: Path, **options: object) -> BuiltSite:
    content = SITES[name]
    build(Options(content, out, strict=True, **options))
    problems = Problems()
    prepared = prepare(content, "", problems)
    assert prepared is not None
    return BuiltSite(name, out, prepared)


@pytest.fixture(scope="session", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Each of the three sites in turn."""
    return _site(request.param, tmp_path_factory)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site: the author page of 36 papers."""
    return _site("own", tmp_path_factory)


@pytest.fixture(scope="session")
def scholar_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The invented scholar's site, with every field and every odd case."""
    return _site("every-field", tmp_path_factory)


_built: dict[str, BuiltSite] = {}


def _site(name: str, factory: pytest.TempPathFactory) -> BuiltSite:
    if name not in _built:
        _built[name] = build_site(name, factory.mktemp("sites") / name)
    return _built[name]


Write = Callable[[str, str], Path]


@pytest.fixture
def content(tmp_path: Path) -> Write:
    """Writes files of a small content folder: ``content("papers/x.yaml", text)`` returns the folder."""
    folder = tmp_path / "content"

    def write(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return folder

    write("profile.yaml", "name: Ada Lovelace\n")
    return write


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of real bibliographies, for those who have one."""
    folder = os.environ.get("SCHOLARFOLIO_CORPUS")
    if not folder:
        pytest.skip("SCHOLARFOLIO_CORPUS names no folder of real bibliographies")
    return Path(folder)
