"""Rules for what robots read before any page: sitemap, robots.txt, the search description, llms.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from scholarfolio.catalog.outputs import SITEMAP_MOST
from scholarfolio.check.forms import is_address, is_date, is_timestamp
from scholarfolio.check.rule import Faults, SiteRule, short
from scholarfolio.check.site import Site
from scholarfolio.check.xml import OPENSEARCH, SITEMAP, XmlError, read, text_of
from scholarfolio.values.problems import Place

_ROBOTS = re.compile(r"(user-agent|allow|disallow|sitemap|crawl-delay|host|clean-param)\s*:\s*(.*)", re.IGNORECASE)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def sitemap(site: Site) -> Faults:
    """The sitemap lists every page that search engines should know, once and by its full address, and nothing else."""
    if "sitemap.xml" not in site.files:
        yield site.at("sitemap.xml"), "is not there"
        return
    listed: dict[str, str] = {}
    for name in ("sitemap.xml", *_parts(site)):
        locations, faults = _locations(site, name)
        yield from faults
        if len(locations) > SITEMAP_MOST:
            yield site.at(name), f"lists {len(locations):,} addresses, more than {SITEMAP_MOST:,}"
        for location in locations:
            if why := _misplaced(location, site, listed):
                yield site.at(name), f'"{short(location)}" {why}'
    for path, trace in site.traces.items():
        if trace.indexed and path not in listed:
            yield site.at(path), "is missing from the sitemap"


def _parts(site: Site) -> Iterator[str]:
    return (name for name in site.files if re.fullmatch(r"sitemap-\d+\.xml", name))


def _locations(site: Site, name: str) -> tuple[list[str], list[tuple[Place, str]]]:
    """The addresses in one sitemap, without those of an index of sitemaps, and what is wrong with the file."""
    text = site.text(name)
    if text is None:
        return [], []
    try:
        root = read(text)
    except XmlError as fault:
        return [], [(site.at(name, fault.line, fault.column), str(fault))]
    if root.tag == f"{SITEMAP}sitemapindex":
        parts = [site.resolve(name, text_of(part, f"{SITEMAP}loc")).path for part in root.iter(f"{SITEMAP}sitemap")]
        return [], [(site.at(name), f'the part "{part}" is not there') for part in parts if part not in site.files]
    if root.tag != f"{SITEMAP}urlset":
        return [], [(site.at(name), "is no sitemap")]
    faults = [(site.at(name), why) for url in root for why in _bad_entry(url)]
    return [text_of(url, f"{SITEMAP}loc") for url in root.iter(f"{SITEMAP}url")], faults


def _bad_entry(url: Element) -> Iterator[str]:
    for part in url:
        word = part.tag.removeprefix(SITEMAP) if isinstance(part.tag, str) else ""
        if not word.startswith("{") and word not in ("loc", "lastmod", "changefreq", "priority", ""):
            yield f"has a <{word}>, which no sitemap knows"
        text = (part.text or "").strip()
        if word == "lastmod" and not (is_date(text) or is_timestamp(text)):
            yield f'<lastmod> "{short(text)}" is no date'


def _misplaced(location: str, site: Site, listed: dict[str, str]) -> str:
    """Why an address does not belong in the sitemap; otherwise its page is added to those listed."""
    target = site.resolve("sitemap.xml", location)
    path = site.find(target.path) if target.kind == "file" else None
    if not is_address(location):
        return "is no full address"
    if path is None:
        return "leads nowhere in the site"
    if path in site.traces and not site.traces[path].indexed:
        return "asks not to be listed"
    if path in listed:
        return "is listed more than once"
    listed[path] = location
    return ""


def robots(site: Site) -> Faults:
    """`robots.txt` lets robots read everything, and with the site's address tells them where the sitemap is."""
    if "robots.txt" not in site.files:
        yield site.at("robots.txt"), "is not there"
    text = site.text("robots.txt") if "robots.txt" in site.files else None
    if text is None:
        return
    has_sitemap = has_agent = False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        match = _ROBOTS.fullmatch(line)
        name, value = (match[1].lower(), match[2].strip()) if match else ("", "")
        has_agent = has_agent or name == "user-agent"
        has_sitemap = has_sitemap or name == "sitemap"
        if line and (why := _bad_robots(name, value, has_agent, site)):
            yield site.at("robots.txt", number, 1), f'"{short(line)}" {why}'
    if site.address and not has_sitemap:
        yield site.at("robots.txt"), "has no Sitemap line"


def _bad_robots(name: str, value: str, agent: bool, site: Site) -> str:
    """What is wrong with a line of ``robots.txt``, or nothing; ``agent``: whether it is known for whom it is."""
    if not name:
        return "means nothing to robots"
    if name in ("allow", "disallow") and not agent:
        return "does not say to whom: a User-agent line comes first"
    if name == "disallow" and value:
        return "keeps robots out"
    if name == "sitemap" and not is_address(value):
        return "is no full address"
    # Whether there is a sitemap.xml at all is asked by another rule.
    if name == "sitemap" and site.address and site.resolve("", value).path not in (*site.files, "sitemap.xml"):
        return "leads nowhere: there is no such file"
    return ""


def opensearch(site: Site) -> Faults:
    """`opensearch.xml` tells browsers how to search the site: a short name, and an address with `{searchTerms}`."""
    if "opensearch.xml" not in site.files:
        yield site.at("opensearch.xml"), "is not there"
        return
    text = site.text("opensearch.xml")
    try:
        root = read(text) if text is not None else None
    except XmlError as fault:
        yield site.at("opensearch.xml", fault.line, fault.column), str(fault)
        return
    if root is None:
        return
    place = site.at("opensearch.xml")
    if not 1 <= len(text_of(root, f"{OPENSEARCH}ShortName")) <= 16:
        yield place, "the ShortName needs 1 to 16 characters"
    if not text_of(root, f"{OPENSEARCH}Description"):
        yield place, "there is no Description"
    templates = [url.get("template", "") for url in root.findall(f"{OPENSEARCH}Url")]
    if not any("{searchTerms}" in template for template in templates):
        yield place, "no Url has {searchTerms} in its template"
    for template in templates:
        target = site.resolve("opensearch.xml", template.replace("{searchTerms}", "x"))
        if target.kind != "file" or site.find(target.path) is None:
            yield place, f'the template "{short(template)}" leads nowhere in the site'


def llms(site: Site) -> Faults:
    """`llms.txt` begins with the site's name as a heading, and its links lead to files that are there."""
    if "llms.txt" not in site.files:
        yield site.at("llms.txt"), "is not there"
        return
    lines = (site.text("llms.txt") or "# unread").splitlines()
    if not lines or not re.match(r"# \S", lines[0]):
        yield site.at("llms.txt", 1, 1), 'does not begin with "# " and a name'
    for number, line in enumerate(lines, 1):
        for match in _LINK.finditer(line):
            target = site.resolve("llms.txt", match[1])
            if target.kind in ("outside", "broken") or (target.kind == "file" and site.find(target.path) is None):
                yield site.at("llms.txt", number, match.start() + 1), f'"{short(match[1])}" leads nowhere'


RULES = (
    SiteRule(sitemap, needs_address=True),
    SiteRule(robots),
    SiteRule(opensearch, needs_address=True),
    SiteRule(llms),
)
