"""Old addresses: where something used to be, and from where readers are to be led on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from scholarfolio.content.reader import Raw
from scholarfolio.content.schema import At, FieldType, ListOf, Scalar
from scholarfolio.values.problems import Place

_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")
_PAGE = re.compile(r"\.html?$", re.IGNORECASE)
_OTHER_FILE = re.compile(r"\.[A-Za-z]\w{1,4}$")


class OldAddress(NamedTuple):
    """The path of a page that was, below the root of the site, and where the author says so."""

    path: str
    place: Place


class Redirect(NamedTuple):
    """An old address, and the one that it leads to: of the site, or a full one."""

    old: OldAddress
    target: str


class OldAddressText(Scalar[OldAddress]):
    """The address of a page that was, from the site's root."""

    label = "an old address of the site, such as publications/engine.html"

    def convert(self, text: str, at: At) -> OldAddress | None:
        """Take the path of a page, or that of a folder, whose index is meant."""
        if problem := _problem(text):
            at.error(problem)
            return None
        return OldAddress(_path(text), at.document.place(at.path))


OLD_ADDRESSES = ListOf(OldAddressText())


class Redirects(FieldType[tuple[Redirect, ...]]):
    """Old addresses with those that they lead to."""

    label = "a mapping from old addresses to new ones"
    default: tuple[Redirect, ...] = ()

    def read(self, raw: Raw, at: At) -> tuple[Redirect, ...] | None:
        """Read ``{old.html: papers/new.html}``."""
        if not isinstance(raw, dict):
            at.error(f"{self.label} is expected, such as {{publications/engine.html: papers/engine.html}}")
            return None
        return tuple(self._redirects(raw, at))

    def _redirects(self, raw: dict[str, Any], at: At) -> Iterator[Redirect]:
        for old, target in raw.items():
            if problem := _problem(old.strip()):
                (at / old).error(problem, key=True)
            elif not isinstance(target, str) or not target.strip():
                (at / old).error("an address belongs here, of a page of the site or a full one")
            else:
                place = at.document.place((*at.path, old), key=True)
                yield Redirect(OldAddress(_path(old.strip()), place), target.strip().removeprefix("/"))


def _problem(text: str) -> str:
    """Why a text is no old address; nothing where it is one."""
    if _SCHEME.match(text):
        return f'"{text}" is a full address; write it from the root of the site on, such as publications/engine.html'
    if re.search(r"[?#]", text):
        return f'"{text}": what follows a ? or # cannot be told apart; write the address before it'
    path = unquote(text).strip("/")
    if not path or any(part in ("", ".", "..") for part in path.split("/")) or re.search(r"[\\\x00-\x1f]", path):
        return f'"{text}" is no address of a page below the root of the site'
    if not text.endswith("/") and _OTHER_FILE.search(path) and not _PAGE.search(path):
        return f'"{text}" is no page, and nothing else can lead on; a file can be put there again, in root/'
    return ""


def _path(text: str) -> str:
    """The path of the file that is sent for an address: that of a page, or the index of a folder."""
    path = unicodedata.normalize("NFC", unquote(text).strip("/"))
    return path if _PAGE.search(path) and not text.endswith("/") else f"{path}/index.html"
