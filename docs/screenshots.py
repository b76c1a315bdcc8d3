"""Takes the pictures that README.md and docs/ show, from a site that it builds: ``python docs/screenshots.py``.

Needs the test dependencies and Chromium (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from scholarfolio.build import Options, build

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
# Name of the picture, page, width, height, colour scheme.
SHOTS = (
    ("home", "index.html", 1280, 960, "light"),
    ("paper", "papers/patchcore.html", 1280, 960, "light"),
    ("phone", "papers/index.html", 390, 780, "dark"),
)


def main() -> None:
    """Build the repository's own site and take every picture of it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(Options(ROOT / "content", Path(folder, "site")))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, page, width, height, scheme in SHOTS:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            tab = context.new_page()
            tab.goto(Path(folder, "site", page).as_uri())
            tab.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    main()
