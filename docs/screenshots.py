"""Takes the pictures that README.md and docs/ show, from sites that it builds: ``python docs/screenshots.py``.

Needs the test dependencies and Chromium (Debian: ``apt-get install chromium fonts-noto-core fonts-lmodern``).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from scholarfolio.build.command import Options, build

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
OWN, INVENTED = ROOT / "content", ROOT / "examples/every-field/content"
# Pixels of a picture for each of the page that shows it: letters are sharp on every screen.
DENSITY = 2


@dataclass(frozen=True)
class Shot:
    """A picture: its name, and of which page, in which window and scheme, and with which settings.

    Attributes:
        size: of the window, in CSS pixels.
        shown: how wide the picture is shown where it stands, in CSS pixels.
        theme: what stands behind ``theme:`` in ``site.yaml``; nothing leaves the site's own.
    """

    name: str
    content: Path
    page: str
    size: tuple[int, int]
    shown: int
    scheme: Literal["light", "dark"] = "light"
    theme: str = ""


LOOKS = {
    "classic": "{look: classic}",
    "modern": "{look: modern}",
    "compact": "{look: compact, summaries: none}",
}
SCREEN, PHONE = (1280, 960), (390, 780)
YELLOW = "{accent: '#ffff00'}"
HERO = (
    Shot("home", OWN, "index.html", (1280, 900), 800),
    Shot("phone", OWN, "papers/patchcore.html", (390, 740), 200, "dark"),
)
SHOTS = (
    Shot("paper", OWN, "papers/patchcore.html", SCREEN, 560),
    Shot("phone", OWN, "papers/index.html", PHONE, 240, "dark"),
    *(Shot(f"look-{name}", INVENTED, "index.html", (1080, 1080), 560, "light", look) for name, look in LOOKS.items()),
    *(
        Shot(f"look-{name}-phone", INVENTED, "papers/index.html", PHONE, 200, "dark", look)
        for name, look in LOOKS.items()
    ),
    Shot("accent-light", INVENTED, "papers/moonless.html", (900, 360), 400, "light", YELLOW),
    Shot("accent-dark", INVENTED, "papers/moonless.html", (900, 360), 400, "dark", YELLOW),
)


def main() -> None:
    """Build every site that a picture is of, and take them."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--font-render-hinting=none"]
        )
        sites: dict[tuple[Path, str], Path] = {}
        for shot in (*HERO, *SHOTS):
            key = shot.content, shot.theme
            if key not in sites:
                sites[key] = site(shot, Path(folder, str(len(sites))))
        keep("home", hero(*(take(shot, sites[shot.content, shot.theme], browser) for shot in HERO)))
        for shot in SHOTS:
            keep(shot.name, take(shot, sites[shot.content, shot.theme], browser))
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


def take(shot: Shot, root: Path, browser: Browser) -> Image.Image:
    """Take a picture in the size in which it is shown."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=shot.scheme, device_scale_factor=2
    )
    tab = context.new_page()
    tab.goto((root / shot.page).as_uri())
    with Image.open(BytesIO(tab.screenshot())) as large:
        across = shot.shown * DENSITY
        picture = large.convert("RGB").resize((across, round(across * height / width)), Image.Resampling.LANCZOS)
    context.close()
    return picture


def hero(screen: Image.Image, phone: Image.Image) -> Image.Image:
    """A screen, and before its lower corner a phone, each with a rim: the ground shows through around them."""
    framed, handset = rimmed(screen, 20, 2, "#c9cdc9"), rimmed(phone, 44, 14, "#2b3135")
    picture = Image.new("RGBA", (framed.width + 60, framed.height + 40))
    picture.alpha_composite(framed)
    picture.alpha_composite(handset, (picture.width - handset.width, picture.height - handset.height))
    return picture


def rimmed(picture: Image.Image, radius: int, rim: int, colour: str) -> Image.Image:
    """The picture with round corners and a rim around it."""
    size = (picture.width + 2 * rim, picture.height + 2 * rim)
    whole = Image.new("RGBA", size, colour)
    inside = rounded(picture.size, max(radius - rim, 0))
    whole.paste(picture, (rim, rim), inside)
    whole.putalpha(ImageChops.multiply(whole.getchannel("A"), rounded(size, radius)))
    return whole


def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with round corners, drawn four times as large and made small, for smooth edges."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def keep(name: str, picture: Image.Image) -> None:
    """Write a picture as small as it goes without spoiling letters."""
    picture.save(IMAGES / f"{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main()
