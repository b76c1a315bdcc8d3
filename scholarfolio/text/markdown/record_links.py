"""Record links: ``[[id]]``, ``[[id|words]]`` and ``[words](kind:id)``, which lead to what an author calls by an id."""

import re
from typing import NamedTuple

_ID = r"\w[\w./-]*"
_KEY = rf"(?:[a-z]+:)?{_ID}"
# ``\[[id]]`` is typed where brackets are meant, and ``[[1]](address)`` is a link with words in brackets.
IN_BRACKETS = re.compile(rf"(?<!\\)\[\[(?P<key>{_KEY})(?:\|(?P<words>[^\[\]\n]+))?\]\](?!\()")
_BEFORE_ADDRESS = r"""\]\(\s*|\]:[ \t]+|\bhref=\\?["']"""
ADDRESS = re.compile(rf"""(?P<before>{_BEFORE_ADDRESS})(?P<key>[a-z]+:{_ID})(?=[#\s)"'\\]|$)""", re.MULTILINE)


class LinkTarget(NamedTuple):
    """What an id stands for: an address of the site, and what to call it, as HTML without links and as plain text."""

    address: str
    html: str
    plain: str


class RecordLink(NamedTuple):
    """A link to a target; without words of its own it is called as its target is."""

    target: LinkTarget
    words: str


def may_link(source: str) -> bool:
    """Whether a text may link to an id at all, which is quickly told of most."""
    return "[[" in source or (":" in source and ("](" in source or "]:" in source or "href=" in source))


def linked_keys(source: str) -> set[str]:
    """What looks like ids that a text links to, also in code; with their kinds, where these are named."""
    patterns = (IN_BRACKETS, ADDRESS) if "[[" in source else (ADDRESS,)
    return {match["key"] for pattern in patterns for match in pattern.finditer(source)}


def typed_key(key: str) -> re.Pattern[str]:
    """What a link to an id looks like."""
    spelled = re.escape(key)
    return re.compile(rf"""(?:(?<!\\)\[\[|{_BEFORE_ADDRESS})({spelled})(?=[#\s)"'\\|\]]|$)""", re.MULTILINE)
