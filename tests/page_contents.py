"""What a page holds: its links, its words, the papers that it lists."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag


def references(page: BeautifulSoup) -> list[str]:
    """Every address that a page links to or loads."""
    found = [tag[name] for name in ("href", "src", "data", "poster") for tag in page.find_all(attrs={name: True})]
    for tag in page.find_all(srcset=True):
        found += [part.split()[0] for part in tag["srcset"].split(",")]
    return found


def main_text(page: BeautifulSoup) -> str:
    """What a reader reads, with white space folded."""
    assert isinstance(page.main, Tag)
    return " ".join(page.main.get_text(" ").split())


def words(text: str) -> str:
    """Text without white space and invisible marks: layout may break a line anywhere."""
    return re.sub(r"[\s\u2060-\u2064\u200b]+", "", text)


def entries(page: BeautifulSoup) -> list[str]:
    """The papers that a page lists, by address, in order, each as often as it is listed."""
    return [posixpath.basename(unquote(tag["href"])) for tag in page.main.select(".entry h2 a, .entry h3 a")]
