"""Rules for what a page loads and runs: nothing from elsewhere, nothing from within its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scholarfolio.check.html import Element
from scholarfolio.check.page import Page
from scholarfolio.check.rule import Faults, PageRule, short
from scholarfolio.check.site import Site

# Types of <script> that hold data and run nothing.
_DATA = re.compile(r"application/(ld\+)?json|importmap|speculationrules|text/(plain|template|x-\S+)", re.IGNORECASE)
_LOOSE = ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:")


def no_foreign_requests(page: Page, site: Site) -> Faults:
    """Nothing is loaded from another host: no font, no script, no picture, no frame."""
    for reference in page.references:
        if reference.loads and re.match(r"(https:)?//", reference.address, re.IGNORECASE):
            yield page.at(reference.element), f'"{short(reference.address)}" is asked of a server when the page opens'


def mixed_content(page: Page, site: Site) -> Faults:
    """Nothing is loaded without encryption, which browsers refuse on an encrypted page."""
    for reference in page.references:
        if reference.loads and reference.address.lower().startswith("http:"):
            yield page.at(reference.element), f'"{short(reference.address)}" is loaded without encryption'


def csp(page: Page, site: Site) -> Faults:
    """Every page has a content security policy that forbids everything by default and nothing unsafe afterwards."""
    policies = [meta for meta in page.tree.all("meta") if meta.get("http-equiv").lower() == "content-security-policy"]
    if not policies:
        yield page.at(page.tree.first("head")), "there is no content security policy"
        return
    policy, place = _directives(policies[0].get("content")), page.at(policies[0])
    if policy.get("default-src") not in (["'none'"], ["'self'"]):
        yield place, "the policy does not begin with default-src 'none' or 'self'"
    for name in ("default-src", "script-src", "style-src", "object-src", "base-uri"):
        for source in policy.get(name, []):
            if source.lower() in _LOOSE:
                yield place, f"{name} allows {source}"
    scripts = page.tree.all("script", "style")
    if any((script.line, script.column) < (policies[0].line, policies[0].column) for script in scripts):
        yield place, "the policy comes after a script or style, which it does not govern"


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {words[0].lower(): words[1:] for words in parts if words}


def inline_handlers(page: Page, site: Site) -> Faults:
    """No script stands in the HTML: no `<script>` without `src`, no `onclick=`, no `javascript:`."""
    for script in page.tree.all("script"):
        if "src" not in script.attributes and not _DATA.fullmatch(script.get("type")):
            yield page.at(script), "a script stands in the page"
    for element, name, value in _attributes(page):
        if name.startswith("on"):
            yield page.at(element), f"{name}= is a script in the page"
        elif name in ("href", "src", "action", "formaction") and re.match(r"\s*javascript:", value, re.IGNORECASE):
            yield page.at(element), f"{name}=javascript: is a script in the page"


def inline_styles(page: Page, site: Site) -> Faults:
    """No style stands in the HTML, where the content security policy has browsers ignore it."""
    for element in page.tree.all("style", "basefont", "big", "center", "font", "marquee", "strike"):
        yield page.at(element), f"<{element.name}> stands in the page"
    for element, name, _ in _attributes(page):
        if name == "style":
            yield page.at(element), f"style= stands on <{element.name}>"


def works_from_disk(page: Page, site: Site) -> Faults:
    """Nothing is used that browsers refuse to load from a disk: script modules, and parts of other SVG files."""
    for script in page.tree.all("script"):
        if script.get("type").lower() == "module":
            yield page.at(script), "a module does not load from a disk; use a classic script with defer"
    for reference in page.references:
        if reference.element.name == "use" and not reference.address.startswith("#"):
            yield page.at(reference.element), f'"{short(reference.address)}" does not load from a disk'


def _attributes(page: Page) -> Iterator[tuple[Element, str, str]]:
    return ((one, name, value) for one in page.tree.elements for name, value in one.attributes.items())


RULES = (
    PageRule(no_foreign_requests),
    PageRule(mixed_content),
    PageRule(csp),
    PageRule(inline_handlers),
    PageRule(inline_styles),
    PageRule(works_from_disk),
)
