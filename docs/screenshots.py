"""Takes the pictures that README.md and docs/ show, from sites that it builds: ``python docs/screenshots.py``.

Needs the test dependencies and Chromium (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scholarfolio.build import Options, build

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
OWN, INVENTED = ROOT / "content", ROOT / "examples/every-field/content"
# Enough colours for text on plain ground; fewer make the pictures a quarter as large.
COLOURS = 128


@dataclass(frozen=True)
class Shot:
    """A picture: its name, and of which page, how wide and high, in which scheme and with which settings.

    Attributes:
        theme: what stands behind ``theme:`` in ``site.yaml``; nothing leaves the site's own.
        scale: pixels of the picture for each of the page.
    """

    name: str
    content: Path
    page: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"
    theme: str = ""
    scale: float = 1


LOOKS = {
    "classic": "{look: classic}",
    "modern": "{look: modern}",
    "compact": "{look: compact, summaries: none}",
}
SHOTS = (
    Shot("home", OWN, "index.html", (1280, 960)),
    Shot("paper", OWN, "papers/patchcore.html", (1280, 960)),
    Shot("phone", OWN, "papers/index.html", (390, 780), "dark"),
    *(Shot(f"look-{name}", INVENTED, "index.html", (1080, 1080), "light", theme, 0.6) for name, theme in LOOKS.items()),
    *(
        Shot(f"look-{name}-phone", INVENTED, "papers/index.html", (390, 780), "dark", theme, 0.6)
        for name, theme in LOOKS.items()
    ),
    Shot("accent-light", INVENTED, "papers/moonless.html", (900, 360), "light", "{accent: '#ffff00'}", 0.6),
    Shot("accent-dark", INVENTED, "papers/moonless.html", (900, 360), "dark", "{accent: '#ffff00'}", 0.6),
)


def main() -> None:
    """Build every site that a picture is of, and take them."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        sites: dict[tuple[Path, str], Path] = {}
        for shot in SHOTS:
            key = shot.content, shot.theme
            if key not in sites:
                sites[key] = site(shot, Path(folder, str(len(sites))))
            take(shot, sites[key], browser)
        browser.close()


def site(shot: Shot, folder: Path) -> Path:
    """Build a picture's site in a folder, with its settings."""
    content = folder / "content"
    shutil.copytree(shot.content, content)
    if shot.theme:
        settings = content / "site.yaml"
        others = re.sub(r"(?m)^theme:.*\n(?: .*\n)*", "", settings.read_text("utf-8"))
        settings.write_text(f"{others}\ntheme: {shot.theme}\n", "utf-8")
    build(Options(content, folder / "site"))
    return folder / "site"


def take(shot: Shot, root: Path, browser: Browser) -> None:
    """Take a picture and keep it, small."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=shot.scheme, device_scale_factor=shot.scale * 2
    )
    tab = context.new_page()
    tab.goto((root / shot.page).as_uri())
    with Image.open(BytesIO(tab.screenshot())) as large:
        size = round(width * shot.scale), round(height * shot.scale)
        picture = large.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            IMAGES / f"{shot.name}.png", optimize=True
        )
    context.close()


if __name__ == "__main__":
    main()
