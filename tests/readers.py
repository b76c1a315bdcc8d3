"""How readers meet a page: on which screen, and with which settings of their system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

# Width, and what the reader's system asks for.
View = tuple[int, Mapping[str, str]]
LIGHT: View = (1280, {"color_scheme": "light"})
DARK: View = (1280, {"color_scheme": "dark"})
PHONE: View = (390, {"color_scheme": "light"})
DARK_PHONE: View = (390, {"color_scheme": "dark"})
NARROWEST: View = (320, {"color_scheme": "light"})
FORCED_COLOURS: View = (1280, {"color_scheme": "dark", "forced_colors": "active"})

TWO = {"light": LIGHT, "dark-phone": DARK_PHONE}
ALL = TWO | {"dark": DARK, "phone": PHONE, "narrowest": NARROWEST, "forced-colours": FORCED_COLOURS}
CONTRAST: Mapping[str, View] = {
    "light": (1280, {"color_scheme": "light", "contrast": "more"}),
    "dark": (1280, {"color_scheme": "dark", "contrast": "more"}),
}

USUAL = {
    "color_scheme": "light",
    "forced_colors": "none",
    "contrast": "no-preference",
    "reduced_motion": "no-preference",
    "media": "screen",
}


def show(page: Any, width: int = 1280, **display: str) -> None:
    """Show a Playwright page at a width, to somebody with these settings and no others."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(**(USUAL | display))


def found(
    page: Any, site: Any, names: Iterable[str], views: Mapping[str, View], look: Callable[[], Iterable[str]]
) -> dict[str, list[str]]:
    """What a look at each of a site's pages complains about, by view.

    A page is loaded once for all views: a second look at it takes half as long as one at a page that was loaded anew.
    """
    wrong: dict[str, list[str]] = {view: [] for view in views}
    for name in names:
        page.goto(site.address(name))
        for view, (width, display) in views.items():
            show(page, width, **display)
            wrong[view] += [f"{name}: {fault}" for fault in look()]
    return wrong
