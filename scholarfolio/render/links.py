"""Links: how pages name other files of the site, and which of these links lead nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import field
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from scholarfolio.content.text_places import TextSource
from scholarfolio.text import Markdown
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place

# An address that stands as it is in a link: nearly every one that the program makes.
_PLAIN = re.compile(r"[\w-][\w./-]*", re.ASCII)
# How an address begins that is none of the site's own files: elsewhere, or a place on the same page.
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|#|//")


class Addresses:
    """Makes links out of addresses, for all pages that lie equally deep.

    Args:
        prefix: what leads from such a page to the site's root.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._links: dict[str, str] = {}

    def url(self, address: str) -> str:
        """A link to an address of the site. Absolute addresses and fragments pass unchanged."""
        link = self._links.get(address)
        if link is None:
            link = self._links[address] = self._new_link(address)
        return link

    def _new_link(self, address: str) -> str:
        if _PLAIN.fullmatch(address):
            return self._prefix + address
        if _ELSEWHERE.match(address):
            return address
        path, rest = split_address(address)
        return f"{self._prefix}{quote(path)}{rest}"


def is_elsewhere(address: str) -> bool:
    """Whether an address is none of the site's own files."""
    return bool(_ELSEWHERE.match(address))


class DeadLink(NamedTuple):
    """An address that leads nowhere.

    Attributes:
        source: the text or the place in a template with it, where that is known.
        key: the id that stands for it in the text, if one does.
    """

    address: str
    source: TextSource | Place | None
    key: str = ""


@record(eq=False)
class Links:
    """Resolves addresses on one page.

    Attributes:
        url: makes a link of an address.
        plans: whether the site will have a file at a path.
        caller: the place of the template that is at work, if one is.
        dead: those that lead nowhere.
    """

    url: Callable[[str], str]
    plans: Callable[[str], bool]
    caller: Callable[[], Place | None] = lambda: None
    dead: list[DeadLink] = field(default_factory=list)

    def checked(self, address: str) -> str:
        """A link to an address in a template; one that leads nowhere is noted."""
        if self._is_dead(address):
            self.dead.append(DeadLink(address, self.caller()))
        return self.url(address)

    def in_text(self, text: Markdown, source: TextSource | Place) -> Callable[[str], str]:
        """What makes a link of an address in a text; those that lead nowhere are noted."""
        keys = {target.address: key for key, target in text.targets}

        def link(address: str) -> str:
            if self._is_dead(address):
                self.dead.append(DeadLink(address, source, keys.get(split_address(address)[0], "")))
            return self.url(address)

        return link

    def of_setting(self, address: str, source: TextSource | Place) -> str:
        """A link to an address that is the value of a setting; one that leads nowhere is noted."""
        return self.in_text(Markdown(""), source)(address)

    def _is_dead(self, address: str) -> bool:
        return not _ELSEWHERE.match(address) and not self.plans(split_address(address)[0])


def full_address(absolute: Callable[[str], str], address: str) -> str:
    """The full address of a page of the site or of a place on it, ``PATH#ID``."""
    path, sign, anchor = address.partition("#")
    return f"{absolute(path)}{sign}{anchor}"


def current(path: str, here: str) -> str:
    """What ``aria-current`` says on the page at ``here`` of a link to ``path``."""
    same_folder = path.endswith("/index.html") and here.startswith(path.removesuffix("index.html"))
    return "page" if here == path else "true" if same_folder else ""


@cache
def split_address(address: str) -> tuple[str, str]:
    """An address's path, with its letters as on disk, and what follows from ``?`` or ``#`` on."""
    match = re.search(r"[?#]|$", address)
    assert match is not None, "the end of the text always matches"
    path = unquote(address[: match.start()]).removeprefix("./")
    return unicodedata.normalize("NFC", path), address[match.start() :]
