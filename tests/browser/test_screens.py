"""Pages look as they were kept, in ``kept_screens``. A change that is meant is kept by ``make screenshots``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from browsers import missing
from PIL import Image
from screens import DIFFERENT, FACES, FOLDER, HAS_FACES, SCALE, TALLEST, Difference, compare, keep, show_apart, take

pytestmark = pytest.mark.browser

# Width, and how the page is shown. A sheet of A4 is 642 pixels wide between its margins.
VIEWS: dict[str, tuple[int, dict[str, str]]] = {
    "light": (1280, {"color_scheme": "light", "media": "screen"}),
    "dark": (1280, {"color_scheme": "dark", "media": "screen"}),
    "phone": (390, {"color_scheme": "light", "media": "screen"}),
    "dark-phone": (390, {"color_scheme": "dark", "media": "screen"}),
    "print": (642, {"color_scheme": "light", "media": "print"}),
}
FEW = ("light", "dark-phone")


@dataclass(frozen=True)
class Screen:
    """A page of a site, and what is done there before the picture is taken."""

    site: str
    page: str
    views: tuple[str, ...] = tuple(VIEWS)
    then: Callable[[Any], None] = lambda page: None


def open_search(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("continual pretraining")
    page.locator(".search-paper").first.wait_for()


def open_filters(page: Any) -> None:
    page.locator("#filters summary").click()
    page.select_option("select[name=topic]", "cv")
    page.locator(".tick input:visible").first.check()


SCREENS = {
    "home": Screen("own", "index.html"),
    "list": Screen("own", "papers/index.html"),
    "paper": Screen("own", "papers/patchcore.html"),
    "topic": Screen("own", "topics/cv.html"),
    "year": Screen("own", "years/2021.html", FEW),
    "author": Screen("own", "authors/zeynep-akata.html", FEW),
    "topics": Screen("own", "topics/index.html", (*FEW, "print")),
    "authors": Screen("own", "authors/index.html", FEW),
    "cv": Screen("own", "cv.html"),
    "search": Screen("own", "papers/reno.html", FEW, open_search),
    "filters": Screen("own", "papers/index.html", FEW, open_filters),
    "missing": Screen("every-field", "404.html", FEW),
    "own-page": Screen("every-field", "tide-school.html"),
    "full-home": Screen("every-field", "index.html"),
    "full-paper": Screen("every-field", "papers/equal-oars.html"),
    "full-formulas": Screen("every-field", "papers/every-command.html", FEW),
    "full-venue": Screen("every-field", "venues/buoys.html", FEW),
    "news": Screen("every-field", "news.html", FEW),
    "talks": Screen("every-field", "talks/index.html", (*FEW, "print")),
    "talk": Screen("every-field", "talks/seas-that-may-not-be-there-a-0-km2-and-counting-2026.html", FEW),
    "small-home": Screen("minimal", "index.html", FEW),
    "empty-home": Screen("empty", "index.html", FEW),
    "empty-list": Screen("empty", "papers/index.html", FEW),
    "right-to-left-home": Screen("right-to-left", "index.html"),
    "right-to-left-paper": Screen("right-to-left", "papers/right.html", FEW),
    "modern-home": Screen("modern", "index.html"),
    "modern-list": Screen("modern", "papers/index.html", FEW),
    "modern-paper": Screen("modern", "papers/patchcore.html", FEW),
    "compact-home": Screen("compact", "index.html"),
    "compact-list": Screen("compact", "papers/index.html", FEW),
    "compact-paper": Screen("compact", "papers/patchcore.html", FEW),
    "crowd": Screen("excess", "papers/crowd.html", (*FEW, "print")),
    "excess": Screen("excess", "papers/long.html", FEW),
}
CASES = [(name, view) for view in VIEWS for name, screen in SCREENS.items() if view in screen.views]


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.page("about:blank", reduced_motion="reduce") as opened:
        if not opened.evaluate(HAS_FACES, FACES):
            missing(
                f"the kept pictures show {', '.join(FACES)} (Debian: apt-get install fonts-noto-core fonts-lmodern)"
            )
        yield opened


def show(page, site, serve, name: str, view: str) -> None:
    screen = SCREENS[name]
    width, display = VIEWS[view]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(**display)
    page.goto(f"{serve(site)}/{screen.page}" if screen.page == "404.html" else site.address(screen.page))
    screen.then(page)


@pytest.mark.parametrize(("name", "view"), CASES, ids=[f"{name}-{view}" for name, view in CASES])
def test_a_page_looks_as_it_was_kept(page, site_named, serve, request, name, view):
    show(page, site_named(SCREENS[name].site), serve, name, view)
    now = take(page)
    file = f"{name}.{view}.webp"
    apart = compare(Image.open(FOLDER / file).convert("RGB"), now) if (FOLDER / file).is_file() else None
    if apart and apart.is_tolerated:
        (DIFFERENT / file).with_suffix(".png").unlink(missing_ok=True)
    elif request.config.getoption("--renew-screens"):
        keep(now, FOLDER / file)
    else:
        pytest.fail(report(file, apart, now))


def report(file: str, apart: Difference | None, now: Image.Image) -> str:
    """What differs, and where a picture of it is."""
    if apart is None:
        return f"no picture is kept of {file}; make screenshots keeps one"
    shown = (DIFFERENT / file).with_suffix(".png")
    show_apart(Image.open(FOLDER / file).convert("RGB"), now, shown)
    x, y = apart.place
    return f"""{file} does not look as it was kept, least of all {x} pixels from the left and {y} from the top.
Store, now and the difference are side by side in {shown}
If the change is meant: make screenshots"""


def test_no_picture_is_kept_of_what_is_not_looked_at(request):
    unused = {path.name for path in FOLDER.glob("*")} - {f"{name}.{view}.webp" for name, view in CASES}
    if request.config.getoption("--renew-screens"):
        for name in unused:
            (FOLDER / name).unlink()
        unused = set()
    assert unused == set()


def test_the_kept_pictures_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 600_000


# What must not go unseen, however well the rest is. Nothing else moves in the first five: the hardest case.
FAULTS = {
    "a vanished heading": "h2 { visibility: hidden; }",
    "vanished names": ".credits, .byline { visibility: hidden; }",
    "a vanished menu": ".menu { visibility: hidden; }",
    "a vanished button": ".theme-toggle { visibility: hidden; }",
    "a vanished date": ".entry:nth-child(1) .meta, .paper-header .meta { visibility: hidden; }",
    "a missing paragraph": ".credits, .paper .prose p { display: none; }",
    "a column that moved": "main { translate: 16px; }",
    "a larger gap": "main h2 { margin-block-end: 2.5rem; }",
    "no style at all": "* { all: revert !important; }",
}
# What another machine may draw otherwise.
TRIFLES = {
    "nothing": "",
    "bolder letters": "body { -webkit-text-stroke: 0.1px; }",
    "one pixel lower": "body { margin-block-start: 1px; }",
    "another shade of ink": ":root { --ink: light-dark(#17191b, #e9eae7); }",
}
CHANGE = """(css) => {
  const style = new CSSStyleSheet();
  style.replaceSync(css);
  document.adoptedStyleSheets = [style];
}"""


SOME = (("home", "light"), ("paper", "dark-phone"))


@pytest.fixture(scope="module")
def changed(page, site_named, serve, tmp_path_factory) -> Callable[[str, str, str], Difference]:
    """How far a page with other rules is from itself as it would have been kept: ``changed("home", "light", css)``."""
    folder = tmp_path_factory.mktemp("kept")
    for name, view in SOME:
        show(page, site_named("own"), serve, name, view)
        keep(take(page), folder / f"{name}.webp")

    def difference(name: str, view: str, css: str) -> Difference:
        show(page, site_named("own"), serve, name, view)
        page.evaluate(CHANGE, css)
        return compare(Image.open(folder / f"{name}.webp").convert("RGB"), take(page))

    return difference


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(changed, fault):
    for name, view in SOME:
        assert not changed(name, view, FAULTS[fault]).is_tolerated, (name, view)


@pytest.mark.parametrize("trifle", TRIFLES)
def test_a_trifle_is_not_minded(changed, trifle):
    for name, view in SOME:
        assert changed(name, view, TRIFLES[trifle]).is_tolerated, (name, view)


def test_a_longer_page_is_another_page(page, site_named):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(site_named("minimal").address("index.html"))
    before = take(page)
    page.evaluate("document.querySelector('main').style.paddingBottom = '60rem'")
    after = take(page)
    assert after.height > before.height
    assert after.height * SCALE <= TALLEST
    assert not compare(before, after).is_tolerated
