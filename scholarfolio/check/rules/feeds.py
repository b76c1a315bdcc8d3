"""Rules for feeds: Atom by RFC 4287, JSON Feed by its version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from scholarfolio.check.forms import is_timestamp
from scholarfolio.check.rule import Faults, SiteRule, short
from scholarfolio.check.site import COPIED, Site
from scholarfolio.check.xml import ATOM, XmlError, read, text_of
from scholarfolio.render.feeds import NEWEST

_VERSION = re.compile(r"https://jsonfeed\.org/version/1(\.1)?")
_BOTH_PARTS = frozenset("author category contributor id link rights title updated".split())
_FEED_PARTS = _BOTH_PARTS | frozenset("entry generator icon logo subtitle".split())
_ENTRY_PARTS = _BOTH_PARTS | frozenset("content published source summary".split())
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")


@dataclass(frozen=True)
class Feed:
    """A feed of either kind.

    Attributes:
        own: its own address as it gives it.
        ids: of its entries; addresses: what it and its entries lead to.
        faults: what is wrong with it as a feed.
    """

    own: str
    ids: tuple[str, ...]
    addresses: tuple[str, ...]
    faults: tuple[str, ...]


def feed_wellformed(site: Site) -> Faults:
    """Every feed follows its standard, knows its own address, and holds at most the newest fifty, each with an id of
    its own."""
    for path, feed in _feeds(site).items():
        if isinstance(feed, XmlError):
            yield site.at(path, feed.line, feed.column), str(feed)
            continue
        for why in (*feed.faults, *_common_faults(feed, site, path)):
            yield site.at(path), why


def _common_faults(feed: Feed, site: Site, path: str) -> Iterator[str]:
    if len(feed.ids) > NEWEST:
        yield f"has {len(feed.ids)} entries, more than the newest {NEWEST}"
    for name in sorted({name for name in feed.ids if name and feed.ids.count(name) > 1}):
        yield f'the id "{short(name)}" is used more than once'
    if not feed.own:
        yield "does not give its own address"
    elif site.address and unquote(feed.own) != site.absolute(path):
        yield f'gives "{short(feed.own)}" as its own address'


def feed_links(site: Site) -> Faults:
    """Every address in a feed is a full one, and those of the site lead to a file that is there."""
    for path, feed in _feeds(site).items():
        for address in () if isinstance(feed, XmlError) else feed.addresses:
            target = site.resolve(path, address)
            if not _IRI.fullmatch(address):
                yield site.at(path), f'"{short(address)}" is no full address'
            elif target.kind == "file" and site.find(target.path) is None:
                yield site.at(path), f'"{short(address)}" leads nowhere: there is no such file'


@lru_cache(maxsize=1)  # several rules look at the same files
def _feeds(site: Site) -> dict[str, Feed | XmlError]:
    """Every feed by its path, told by its name and first words; in place of one that is no XML, the reason."""
    feeds: dict[str, Feed | XmlError] = {}
    for path in site.files:
        if path.startswith(COPIED) or not path.endswith((".xml", ".atom", "feed.json")):
            continue
        text = site.text(path)
        if text is not None and path.endswith(".json"):
            feeds[path] = _json_feed(text)
        elif text is not None and re.search(r"<feed[\s>]", text[:1000]):
            try:
                feeds[path] = _atom(read(text))
            except XmlError as fault:
                feeds[path] = fault
    return feeds


# --- Atom -----------------------------------------------------------------------------------------------------------


def _atom(root: ElementTree.Element) -> Feed:
    if root.tag != f"{ATOM}feed":
        return Feed("", (), (), (f"is no Atom feed: it begins with <{root.tag.split('}')[-1]}>",))
    entries = root.findall(f"{ATOM}entry")
    links = [link for one in (root, *entries) for link in one.findall(f"{ATOM}link")]
    own = [link.get("href", "") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    return Feed(
        own=own[0] if own else "",
        ids=tuple(text_of(entry, f"{ATOM}id") for entry in entries),
        addresses=tuple(link.get("href", "") for link in links),
        faults=tuple(_atom_faults(root, entries)),
    )


def _atom_faults(root: ElementTree.Element, entries: list[ElementTree.Element]) -> Iterator[str]:
    for at, one in enumerate((root, *entries)):
        name, parts = (f"entry {at}", _ENTRY_PARTS) if at else ("the feed", _FEED_PARTS)
        yield from (f"{name} {why}" for why in (*_bad_facts(one), *_bad_parts(one, parts)))
    for at, entry in enumerate(entries, 1):
        if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            yield f"entry {at} has no <author>, nor has the feed"
        alternate = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link"))
        if not alternate and entry.find(f"{ATOM}content") is None:
            yield f"entry {at} has neither a link nor <content>"


def _bad_facts(one: ElementTree.Element) -> Iterator[str]:
    """What is wrong with the id, the title and the times of a feed or an entry."""
    for name in ("id", "title", "updated"):
        parts = one.findall(f"{ATOM}{name}")
        if len(parts) != 1 or not "".join(parts[0].itertext()).strip():
            yield f"needs one <{name}>"
    for name in ("updated", "published"):
        if (text := text_of(one, f"{ATOM}{name}")) and not is_timestamp(text):
            yield f'has "{short(text)}" as <{name}>, which is no time such as 2024-08-26T00:00:00Z'
    if (text := text_of(one, f"{ATOM}id")) and not _IRI.fullmatch(text):
        yield f'has "{short(text)}" as <id>, which is no full address'


def _bad_parts(one: ElementTree.Element, allowed: frozenset[str]) -> Iterator[str]:
    """What is wrong with the parts of a feed or an entry; parts in other vocabularies are anybody's own affair."""
    for part in one:
        word = part.tag.removeprefix(ATOM)
        if part.tag.startswith(ATOM) and word not in allowed:
            yield f"has a <{word}>, which Atom does not know there"
        elif word == "category" and not part.get("term"):
            yield "has a <category> without term"
        elif word == "author" and not text_of(part, f"{ATOM}name"):
            yield "has an <author> without <name>"


# --- JSON Feed ------------------------------------------------------------------------------------------------------


def _json_feed(text: str) -> Feed:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return Feed("", (), (), (f"is no JSON: {fault}",))
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return Feed("", (), (), ("is no JSON Feed: it has no items",))
    items = [item for item in data["items"] if isinstance(item, dict)]
    addresses = [data.get("home_page_url"), data.get("feed_url"), *(item.get("url") for item in items)]
    return Feed(
        own=str(data.get("feed_url") or ""),
        ids=tuple(str(item.get("id") or "") for item in items),
        addresses=tuple(str(address) for address in addresses if address),
        faults=tuple(_json_faults(data, items)),
    )


def _json_faults(data: dict[str, Any], items: Iterable[dict[str, Any]]) -> Iterator[str]:
    if not _VERSION.fullmatch(str(data.get("version"))):
        yield "its version is not that of a JSON Feed"
    if not data.get("title"):
        yield "the feed has no title"
    for at, item in enumerate(items, 1):
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield f"item {at} has no id"
        if not (item.get("content_text") or item.get("content_html")):
            yield f"item {at} has no content_text or content_html"
        for key in ("date_published", "date_modified"):
            if key in item and not is_timestamp(str(item[key])):
                yield f'item {at}: {key} "{short(str(item[key]))}" is no time such as 2024-08-26T00:00:00Z'


RULES = (
    SiteRule(feed_wellformed),
    SiteRule(feed_links),
)
