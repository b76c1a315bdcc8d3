"""Rules for links: where they lead, and that they lead there from a disk, from a domain's root and below any path."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from scholarfolio.check.links import Reference
from scholarfolio.check.page import NOT_FOUND, Page, Target
from scholarfolio.check.rule import Faults, PageRule, SiteRule, short
from scholarfolio.check.site import Site

# Fragments that browsers understand without an element of that id.
_ALWAYS_THERE = re.compile(r"top$|:~:", re.IGNORECASE)
_THIS_COMPUTER = re.compile(r"file:|https?://(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])([:/]|$)", re.IGNORECASE)
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']""", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def link_form(page: Page, site: Site) -> Faults:
    """Every address can be read: it is not empty, has no white space or backslash in it, and names a host."""
    for reference, target in page.targets:
        if why := _malformed(reference, target.kind):
            yield page.at(reference.element), why


def _malformed(reference: Reference, kind: str) -> str:
    address = reference.address
    if not address:
        return (
            ""
            if reference.attribute == "action"
            else f"the {reference.attribute} of <{reference.element.name}> is empty"
        )
    if address.lower().startswith("data:"):
        return ""
    if re.search(r"\s|\\", address):
        return f'"{short(address)}" has white space or a backslash in it'
    if kind == "broken" or (kind == "web" and not urlsplit(address).hostname):
        return f'"{short(address)}" is no address'
    return ""


def link_target(page: Page, site: Site) -> Faults:
    """Every address of the site leads to a file that is there, with the same capitals."""
    if page.is_missing:
        return
    for reference, target in page.targets:
        absolute = reference.address.startswith("/") and not reference.address.startswith("//")
        if target.kind == "file" and not absolute and reference.address and not _malformed(reference, target.kind):
            if why := _not_there(site, target.path):
                yield page.at(reference.element), f'"{short(reference.address)}" {why}'
        elif target.kind == "outside" and not absolute:
            yield page.at(reference.element), f'"{short(reference.address)}" leads out of the site'


def _not_there(site: Site, path: str) -> str:
    """What is wrong with a path of the site, or nothing."""
    if site.find(path) is not None:
        return ""
    if other := site.in_other_case(path):
        return f'is written "{other}" on disk, and most hosts tell capitals apart'
    if site.find(f"{path}.html"):
        return f'names no file; "{path}.html" is there'
    return "leads nowhere: there is no such file"


def link_anchor(site: Site) -> Faults:
    """Every link to a part of a page finds an element of that id there."""
    for trace in site.traces.values():
        for place, path, fragment in trace.fragment_links:
            target = site.find(path)
            target_trace = site.traces.get(target) if target else None
            if target_trace and fragment not in target_trace.ids and not _ALWAYS_THERE.match(fragment):
                yield place, f'there is no "#{short(fragment)}" in {target}'


def link_relative(page: Page, site: Site) -> Faults:
    """Every link within the site is relative and names a file, so that it also works from a disk and below any path."""
    for base in page.tree.all("base"):
        yield page.at(base), "<base> changes where every link of the page leads"
    for reference in page.references:
        if (why := _tied(reference.address)) and not page.is_missing and not _malformed(reference, "file"):
            yield page.at(reference.element), f'"{short(reference.address)}" {why}'


def _tied(address: str) -> str:
    """What ties an address to one host or one computer, or nothing."""
    if _THIS_COMPUTER.match(address):
        return "leads to the computer that the site was built on"
    if re.match(r"[a-zA-Z][\w+.-]*:|//", address):
        return ""
    path = re.split("[?#]", address, maxsplit=1)[0]
    if path.startswith("/"):
        return "begins at the root of the host; write it relative to the page"
    if path and "." not in posixpath.basename(path).strip("."):
        return "names a folder, which a disk shows as a list of files; add the file's name, such as index.html"
    return ""


def redirects(page: Page, site: Site) -> Faults:
    """Every page that only leads on does so at once, names where as its canonical address, and has a link there."""
    if not page.is_redirect:
        return
    for meta in page.tree.all("meta"):
        if meta.get("http-equiv").lower() == "refresh" and not re.match(r"0\s*[;,]", meta.get("content")):
            yield page.at(meta), "readers have to wait, or to load the page again and again; write 0 before the address"
    goal = site.resolve(page.path, page.refresh_address)
    head = page.tree.first("head")
    if site.address and not page.rel("canonical"):
        yield page.at(head), "there is no canonical address"
    links = [target for reference, target in page.targets if reference.element.name == "a"]
    addresses = [reference.address for reference in page.references if reference.element.name == "a"]
    if page.refresh_address not in addresses and (goal.kind, goal.path) not in [(one.kind, one.path) for one in links]:
        yield page.at(head), f'no link leads to "{short(page.refresh_address)}"'


def not_found_page(site: Site) -> Faults:
    """There is a `404.html`, and its links work wherever it is shown: they begin at the root of the host."""
    if NOT_FOUND not in site.files:
        yield site.at(NOT_FOUND), "is not there; hosts show it for addresses that do not exist"
        return
    page = site.page(NOT_FOUND)
    if page is None or not site.address:
        return
    for reference, target in page.targets:
        if why := _not_from_everywhere(reference.address, target, site):
            yield page.at(reference.element), f'"{short(reference.address)}" {why}'


def _not_from_everywhere(address: str, target: Target, site: Site) -> str:
    """Why an address does not lead to a file of the site from any depth, or nothing."""
    if target.kind not in ("file", "outside") or re.match("#|$", address):
        return ""
    if not re.match(r"/|https?:", address):
        return "leads elsewhere from a deeper address"
    if target.kind == "outside":
        return f'does not begin with "{urlsplit(site.address).path}"'
    return _not_there(site, target.path)


def stylesheet_links(site: Site) -> Faults:
    """Stylesheets load only files of the site, by relative addresses."""
    for path in site.files:
        text = site.text(path) if path.endswith(".css") else None
        for match in _IN_CSS.finditer(_CSS_COMMENT.sub(_blank, text)) if text else ():
            address = (match[1] or match[2] or "").strip()
            line = match.string.count("\n", 0, match.start()) + 1
            column = match.start() - match.string.rfind("\n", 0, match.start())
            if why := _bad_in_css(site, path, address):
                yield site.at(path, line, column), f'"{short(address)}" {why}'


def _blank(comment: re.Match[str]) -> str:
    """A comment's lines, so that what follows keeps its place."""
    return "\n" * comment[0].count("\n")


def _bad_in_css(site: Site, source: str, address: str) -> str:
    if address.startswith(("#", "data:")):
        return ""
    if re.match(r"(https?:)?//", address):
        return "asks another host"
    target = site.resolve(source, unquote(address))
    if address.startswith("/") or target.kind != "file":
        return "is no relative address of the site"
    return _not_there(site, target.path)


RULES = (
    PageRule(link_form),
    PageRule(link_target),
    SiteRule(link_anchor),
    PageRule(link_relative),
    PageRule(redirects),
    SiteRule(not_found_page),
    SiteRule(stylesheet_links),
)
