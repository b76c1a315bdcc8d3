"""Rules for what libraries and citation managers read in a page: Dublin Core, Signposting, COinS."""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from urllib.parse import parse_qsl

from scholarfolio.check.forms import is_address, is_date
from scholarfolio.check.html import Element
from scholarfolio.check.page import Page
from scholarfolio.check.rule import Faults, PageRule, short
from scholarfolio.check.site import Site

_COINS_KINDS = re.compile(r"info:ofi/fmt:kev:mtx:(journal|book|dissertation|patent|dc)")
_COINS_TITLES = ("rft.atitle", "rft.btitle", "rft.title", "rft.jtitle")


def dc(page: Page, site: Site) -> Faults:
    """Every paper's page has its title, authors and date in Dublin Core, the same as for Google Scholar."""
    if not page.is_paper:
        return
    if not any(page.said("dc.title")):
        yield page.at(page.tree.first("head")), "there is no DC.title"
    for name, other in (("dc.title", "citation_title"), ("dc.creator", "citation_author")):
        ours, theirs = page.said(name), page.said(other)
        if ours and theirs and ours != theirs:
            yield page.at(page.meta(name)[0]), f'DC.{name[3:]} is "{short("; ".join(ours))}", unlike {other}'
    if page.byline[0] and not any(page.said("dc.creator")):
        yield page.at(page.tree.first("head")), "the page names authors, but there is no DC.creator"
    for meta in page.meta("dc.date"):
        if not is_date(meta.get("content")):
            yield page.at(meta), f'DC.date "{short(meta.get("content"))}" is no date such as 2024-08-26'


def signposting(page: Page, site: Site) -> Faults:
    """Every paper's page leads machines to its metadata, its PDF if it lies beside it, its identifier and its authors
    by `<link rel>`: `describedby`, `item`, `cite-as`, `author`, `type`."""
    if not page.is_paper:
        return
    for link in page.rel("cite-as")[1:]:
        yield page.at(link), "there is a second cite-as"
    for link in chain(page.rel("cite-as"), page.rel("type"), page.rel("author")):
        if not is_address(link.get("href")):
            yield page.at(link), f'{link.get("rel")} "{short(link.get("href"))}" is no full address'
    if not page.rel("describedby"):
        yield page.at(page.tree.first("head")), "no describedby leads to the paper's metadata"
    for link in page.rel("describedby"):
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type")):
            yield page.at(link), f'describedby "{short(link.get("href"))}" does not say its media type'
    beside = f"{posixpath.splitext(page.path)[0]}.pdf"
    if beside in site.files and beside not in [page.resolve(link.get("href")).path for link in page.rel("item")]:
        yield page.at(page.tree.first("head")), f"no item leads to {beside}, which lies beside the page"


def coins(page: Page, site: Site) -> Faults:
    """Every paper's page has a COinS span, and every such span can be read and names a title."""
    spans = [span for span in page.tree.all("span") if "Z3988" in span.classes]
    if page.is_paper and not spans:
        yield page.at(page.main), "there is no COinS span"
    for span in spans:
        if why := _bad_coins(span):
            yield page.at(span), f"COinS: {why}"


def _bad_coins(span: Element) -> str:
    try:
        pairs = parse_qsl(span.get("title"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError as fault:
        return f"its title is no list of keys and values: {fault}"
    said = dict(pairs)
    if said.get("ctx_ver") != "Z39.88-2004":
        return "ctx_ver is not Z39.88-2004"
    if not _COINS_KINDS.fullmatch(said.get("rft_val_fmt", "")):
        return f'rft_val_fmt is "{short(said.get("rft_val_fmt", ""))}"'
    if not any(said.get(key) for key in _COINS_TITLES):
        return "there is no title"
    empty = [key for key, value in pairs if not value]
    return f"{empty[0]} is empty" if empty else ""


RULES = (
    PageRule(dc),
    PageRule(signposting),
    PageRule(coins),
)
