"""Rules for what a page says of itself to those who link to it: its one address, and its preview."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scholarfolio.check.forms import is_address
from scholarfolio.check.html import Element
from scholarfolio.check.page import Page
from scholarfolio.check.rule import Faults, PageRule, short
from scholarfolio.check.site import Site

_OG_TYPES = re.compile(r"website|article|profile|book|object|payment\.link|(music|video)\.[a-z_]+")
_CARDS = ("summary", "summary_large_image", "player", "app")


def canonical(page: Page, site: Site) -> Faults:
    """Every page that search engines list names its own full address once, if the site has one; a page that only leads
    on, that of the page to which it does."""
    links = page.rel("canonical")
    for link in links[1:]:
        yield page.at(link), "there is a second canonical address"
    if not links and page.is_indexed and site.address:
        yield page.at(page.tree.first("head")), "there is no canonical address"
    for link in links[:1]:
        href = link.get("href")
        if not is_address(href):
            yield page.at(link), f'the canonical address "{short(href)}" is not absolute'
        elif site.address and not _is_own(href, page, site):
            yield page.at(link), f'the canonical address "{short(href)}" is another page\'s'


def _is_own(address: str, page: Page, site: Site) -> bool:
    """Whether an address is that of a page, or of one that leads on, the page to which it does."""
    if page.is_redirect:
        goal = site.resolve(page.path, page.refresh_address)
        if goal.kind == "web":
            return address == page.refresh_address.partition("#")[0]
        full = site.address + goal.path
    else:
        full = site.address + page.path
    return unquote(address) in (full, full.removesuffix("index.html"), full.removesuffix(".html"))


def og(page: Page, site: Site) -> Faults:
    """Every page that search engines list has an OpenGraph title and type, and with the site's address also its own
    and that of a picture which is there."""
    if not page.is_indexed:
        return
    for name in ("og:title", "og:type", *(("og:url", "og:image") if site.address else ())):
        if not any(page.said(name)):
            yield page.at(page.tree.first("head")), f"there is no {name}"
    for meta in page.metas_from("og:"):
        if why := _bad_og(meta, page, site):
            yield page.at(meta), f'{meta.get("property") or meta.get("name")} "{short(meta.get("content"))}" {why}'


def _bad_og(meta: Element, page: Page, site: Site) -> str:
    name, value = meta.get("property"), meta.get("content")
    if not name:
        return "is given as name=, not as property="
    if name == "og:type" and not _OG_TYPES.fullmatch(value):
        return "is unknown"
    return _bad_address(name, value, page, site) if name in ("og:url", "og:image") and site.address else ""


def _bad_address(name: str, address: str, page: Page, site: Site) -> str:
    if not is_address(address):
        return "is not absolute"
    if name == "og:url":
        return "" if _is_own(address, page, site) else "is another page's"
    target = page.resolve(address)
    if target.kind == "file" and target.path not in site.files:
        return "leads nowhere: there is no such file"
    return "is a drawing, which previews do not show" if target.path.endswith(".svg") else ""


def twitter_card(page: Page, site: Site) -> Faults:
    """Every page that search engines list says which kind of preview suits it."""
    if page.is_indexed and not any(card in _CARDS for card in page.said("twitter:card")):
        yield page.at(next(iter(page.meta("twitter:card")), None)), "there is no twitter:card of a known kind"


def favicon(page: Page, site: Site) -> Faults:
    """Every page names an icon, or browsers ask for one that is not there."""
    if not page.rel("icon"):
        yield page.at(page.tree.first("head")), "no icon is named"


RULES = (
    PageRule(canonical),
    PageRule(og),
    PageRule(twitter_card),
    PageRule(favicon),
)
