"""What several tests need: the three sites, built once, and their pages, parsed once; browsers and servers."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from time import perf_counter

import pytest
from browsers import Browser, Chromium, started_chromium
from bs4 import BeautifulSoup
from firefox import Firefox, started_firefox
from hypothesis import settings
from odd_sites import ODD_SITES
from quick import is_quick, too_slow
from server import served

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import PlannedSite, plan_site
from scholarfolio.pictures.cache import FOLDER as PICTURES
from scholarfolio.tracking.store import CACHE
from scholarfolio.values.problems import Problems

# How long an example takes says nothing about whether it is right: the machine may have other work.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SITES = {
    "own": ROOT / "content",
    "minimal": ROOT / "examples/minimal/content",
    "every-field": ROOT / "examples/every-field/content",
}


# The repository's own site in the looks that it does not have.
LOOKS = ("modern", "compact")


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk, with the catalog it was made from."""

    name: str
    root: Path
    prepared: PlannedSite

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every HTML page, parsed, by its path below the root."""
        return {
            path.relative_to(self.root).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
            for path in sorted(self.root.rglob("*.html"))
        }

    @cached_property
    def redirects(self) -> list[str]:
        """The paths of pages that only lead on."""
        return [output.path for output in self.prepared.plan if output.kind == "redirect"]

    @property
    def papers(self):
        return self.prepared.catalog.papers

    @cached_property
    def kinds(self) -> list[str]:
        """The largest page of every kind, by its path: of the indexes and of the groups, one of each sort."""
        largest: dict[tuple[str, str], str] = {}
        for output in sorted(self.prepared.plan, key=lambda output: output.path):
            if output.is_page and output.kind not in ("missing", "redirect"):
                sort = (output.kind, output.path.partition("/")[0] if output.kind in ("index", "group") else "")
                largest[sort] = max(largest.get(sort, output.path), output.path, key=self.size)
        return list(largest.values())

    def size(self, path: str) -> int:
        return (self.root / path).stat().st_size

    def address(self, path: str) -> str:
        """The address of a page on this disk."""
        return (self.root / path).as_uri()


def build_site(name: str, out: Path, **options: object) -> BuiltSite:
    return build_folder(name, SITES[name], out, strict=True, **options)


def build_folder(name: str, content: Path, out: Path, **options: object) -> BuiltSite:
    build(Options(content, out, **options))
    prepared = plan_site(content, "", Problems())
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


@pytest.fixture(scope="session")
def site_named(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BuiltSite]:
    """Any of these sites: ``site_named("own")``."""
    return lambda name: _site(name, tmp_path_factory)


@pytest.fixture(scope="session", params=ODD_SITES)
def odd_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Each of the sites with unusual content in turn."""
    return _site(request.param, tmp_path_factory)


@pytest.fixture(scope="session", params=LOOKS)
def look_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site in each of the other looks."""
    return _site(request.param, tmp_path_factory)


@pytest.fixture(scope="session", params=[*SITES, *ODD_SITES, *LOOKS])
def any_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """All of these sites in turn."""
    return _site(request.param, tmp_path_factory)


_built: dict[str, BuiltSite] = {}


def _site(name: str, factory: pytest.TempPathFactory) -> BuiltSite:
    if name not in _built:
        folder = factory.mktemp(name)
        if name in SITES:
            _built[name] = build_site(name, folder / "site")
        else:
            write_content(name, folder / "content")
            _built[name] = build_folder(name, folder / "content", folder / "site")
    return _built[name]


def write_content(name: str, folder: Path) -> None:
    """Write the content of a site that is none of the three."""
    if name in LOOKS:
        copy_content("own", folder)
        settings = folder / "site.yaml"
        settings.write_text(settings.read_text("utf-8") + f"theme: {name}\n", "utf-8")
    else:
        write_files(folder, ODD_SITES[name])


def copy_content(name: str, folder: Path) -> None:
    """Copy the content of one of the three sites, and the pictures that were made for it: they take most of a build."""

    def copy(source: str, to: str) -> None:
        with suppress(FileNotFoundError):  # another process is making it just now
            shutil.copyfile(source, to)

    shutil.copytree(SITES[name], folder)
    pictures = Path(CACHE, PICTURES)
    if (made := SITES[name].parent / pictures).is_dir():
        shutil.copytree(made, folder.parent / pictures, copy_function=copy)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into files below a folder, by their paths."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-screens", action="store_true", help="keep pictures of pages that look other than kept")
    parser.addoption("--quick", action="store_true", help="leave out what builds whole sites, programs and browsers")


def pytest_configure(config: pytest.Config) -> None:
    """A quick run tries fewer examples of each claim, where the test says no number."""
    if config.getoption("--quick"):
        settings.register_profile("quick", deadline=None, max_examples=20)
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browsers come last: what fails quickly is seen first, and no build forks while they are connected."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=[item for item in items if not is_quick(item)])
        items[:] = filter(is_quick, items)


_started = perf_counter()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what made a quick run slow."""
    if not config.getoption("--quick"):
        return
    seconds: Counter[str] = Counter()
    for report in chain(*terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            seconds[report.location[0]] += report.duration
    if words := too_slow(seconds, perf_counter() - _started):
        terminalreporter.write_line(words, yellow=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with started_chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    with started_firefox() as opened:
        yield opened


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each of the two browsers in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[BuiltSite], str]]:
    """Serves a site below the path ``/x`` of this machine: ``serve(site)`` is its address, without a slash at the end."""
    addresses: dict[Path, str] = {}
    with ExitStack() as running:

        def address(site: BuiltSite) -> str:
            if site.root not in addresses:
                addresses[site.root] = running.enter_context(served(site.root))
            return addresses[site.root]

        yield address


Write = Callable[[str, str], Path]


@pytest.fixture
def content(tmp_path: Path) -> Write:
    """Writes files of a small content folder: ``content("papers/x.yaml", text)`` returns the folder."""
    folder = tmp_path / "content"

    def write(name: str, text: str) -> Path:
        write_files(folder, {name: text})
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
