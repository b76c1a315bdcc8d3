"""What only scholarfolio does: switched on for a while in an invented site, where all else is measured without it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

from benchmarks.ours import ROOT

# One paper in so many has a picture.
PICTURES_EACH = 20
ICON = Path("static") / "touch-icon.png"


def plain(folder: Path) -> None:
    """Leave nothing to draw: the site brings an icon of its own."""
    (folder / ICON).parent.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "static" / "card.png", folder / ICON)


@contextmanager
def references(folder: Path) -> Iterator[None]:
    """Formatted references in the boxes to cite from."""
    with _setting(folder, "citation_style", "apa"):
        yield


@contextmanager
def cards(folder: Path) -> Iterator[None]:
    """A card for each paper and for home, and an icon for phones."""
    (folder / ICON).unlink()
    with _setting(folder, "cards", "all"):
        yield
    plain(folder)


@contextmanager
def pictures(folder: Path) -> Iterator[None]:
    """A picture for one paper in twenty, in several sizes and formats."""
    files, papers = folder / "content" / "files", folder / "content" / "papers"
    files.mkdir()
    before = {}
    for number, paper in enumerate(sorted(papers.iterdir())[::PICTURES_EACH]):
        before[paper] = paper.read_text("utf-8")
        _draw(files / f"picture-{number}.jpg", number)
        image = f"image: {{src: files/picture-{number}.jpg, alt: Circles of many colours}}\n"
        paper.write_text(before[paper] + image, "utf-8")
    yield
    for paper, text in before.items():
        paper.write_text(text, "utf-8")
    shutil.rmtree(files)


EXTRAS: Mapping[str, Callable[[Path], AbstractContextManager[None]]] = {
    "formatted references": references,
    "a card for each paper": cards,
    "a picture for one paper in twenty": pictures,
}
# These take time for each picture; beyond so many papers they are not measured.
SLOW = ("a card for each paper", "a picture for one paper in twenty")
SLOW_UP_TO = 1000


def wanted(papers: int) -> Mapping[str, Callable[[Path], AbstractContextManager[None]]]:
    """The extras to measure at one size, on this machine."""
    drawing = find_spec("PIL") is not None and find_spec("typst") is not None and papers <= SLOW_UP_TO
    return {name: extra for name, extra in EXTRAS.items() if drawing or name not in SLOW}


@contextmanager
def _setting(folder: Path, name: str, value: str) -> Iterator[None]:
    file = folder / "content" / "site.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace(f"{name}: none", f"{name}: {value}"), "utf-8")
    yield
    file.write_text(before, "utf-8")


def _draw(file: Path, seed: int) -> None:
    """A picture of 1600 × 900 points and about 200 KB: a cloud behind circles."""
    from PIL import Image, ImageDraw

    pick = random.Random(seed)
    picture = Image.effect_noise((160, 90), 60).resize((1600, 900)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y, size = pick.randrange(1500), pick.randrange(800), pick.randrange(20, 300)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(pick.randrange(256) for _ in range(3)))
    picture.save(file, quality=88)
