"""Losses: what readers will not get of a text in Markdown, since it is taken out or browsers may not load it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from scholarfolio.text.clean import without_controls
from scholarfolio.text.links import typed_address
from scholarfolio.text.markdown.masking import ATTRIBUTES, ELEMENTS, REMOVED, SCHEMES, Masking, converted

_TAG = re.compile(r"<([A-Za-z][\w-]*)(\s[^<>]*)?>")
_ATTRIBUTE_NAME = re.compile(r"(?:^|\s|[\"'])([A-Za-z][\w:-]*)\s*=")
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FOREIGN_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?(?:https?:)?//|^ {0,3}\[[^\]]+\]:\s*<?(?:https?:)?//", re.I | re.M)
_SCHEME = re.compile(r"\]\(\s*<?(?!(?:https?|mailto|tel):)[A-Za-z][\w+.-]*:", re.IGNORECASE)

# What is said of an element that is taken out; of any other, that its text stays.
_WHY = {
    **dict.fromkeys(("script", "style"), "with all that is in it; put it into a file in static/ and a template"),
    **dict.fromkeys(("iframe", "embed", "object"), "since pages show nothing of other sites; write a link instead"),
    **dict.fromkeys(("video", "audio", "source"), "since only a paper's `image` can be a video; write a link instead"),
    **dict.fromkeys(("picture", "svg"), "write ![what it shows](files/…) for a picture"),
    "center": 'write <p align="center"> or a class and a stylesheet in static/',
}


class Loss(NamedTuple):
    """Something that readers will not get: what it looks like in the source, and a sentence about it."""

    typed: re.Pattern[str]
    message: str


def losses(source: str, schemes: Set[str] = frozenset()) -> list[Loss]:
    """What readers will not get of a text; ``schemes`` are fine beside those of the web."""
    if not _is_suspect(source):
        return []
    parser = _Parser(schemes | SCHEMES)
    parser.feed(converted("".join(Masking("zqm").text(without_controls(source).strip()))))
    return list({loss.typed.pattern: loss for loss in parser.losses if loss.typed.search(source)}.values())


def _is_suspect(source: str) -> bool:
    """Whether a text looks as if something might be lost; code in it may look so, too."""
    if _FOREIGN_PICTURE.search(source) or _SCHEME.search(source):
        return True
    return any(map(_may_lose, _TAG.finditer(source))) if "<" in source else False


def _may_lose(tag: re.Match[str]) -> bool:
    name, attributes = tag[1].lower(), tag[2] or ""
    if name in REMOVED:
        return True
    unknown = {match[1].lower() for match in _ATTRIBUTE_NAME.finditer(attributes)} - _allowed(name)
    return name in ELEMENTS and bool(unknown or ":" in attributes or "//" in attributes)


def _allowed(element: str) -> set[str]:
    return ATTRIBUTES["*"] | ATTRIBUTES.get(element, set())


class _Parser(HTMLParser):
    """Finds losses in what Markdown makes of a text, before it is sanitised."""

    def __init__(self, schemes: Set[str]) -> None:
        super().__init__()
        self.schemes = schemes
        self.losses: list[Loss] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.losses.append(Loss(_tag(tag), f"<{tag}> is taken out, {_WHY.get(tag, 'and its text stays')}"))
            return
        for name, value in attrs:
            self.losses += self._of_attribute(tag, name, value or "")

    def _of_attribute(self, tag: str, name: str, value: str) -> Iterator[Loss]:
        if name not in _allowed(tag):
            hint = "; pages run no scripts of their texts" if name.startswith("on") else ""
            hint = "; write a class, and a stylesheet in static/" if name == "style" else hint
            yield Loss(
                _tag(tag, rf"[^<>]*?\s{re.escape(name)}\b"), f'the attribute "{name}" of <{tag}> is taken out{hint}'
            )
            return
        if name not in ("href", "src"):
            return
        if tag == "img" and _FOREIGN.match(value):
            yield Loss(typed_address(value), _foreign(value))
        elif (scheme := _scheme(value)) and scheme not in self.schemes:
            yield Loss(
                typed_address(value), f'the address is taken out: "{scheme}:" is none of {", ".join(sorted(SCHEMES))}'
            )


def _tag(name: str, rest: str = "") -> re.Pattern[str]:
    return re.compile(rf"(<{re.escape(name)}\b){rest}", re.IGNORECASE)


def _foreign(address: str) -> str:
    name = urlsplit(address).path.rpartition("/")[2] or "picture.png"
    message = "pages load nothing from other sites, so nobody will see this picture"
    return f'{message}; save it in files/ and write "files/{name}"'


def _scheme(address: str) -> str:
    match = re.match(r"([A-Za-z][\w+.-]*):", address)
    return match[1].lower() if match else ""
