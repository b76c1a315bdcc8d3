"""Rules for JSON-LD: that it can be read, and that it says what schema.org lets it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scholarfolio.check import schema_org
from scholarfolio.check.forms import is_date, is_timestamp
from scholarfolio.check.page import Page
from scholarfolio.check.rule import Faults, PageRule, short
from scholarfolio.check.site import Site
from scholarfolio.values.problems import did_you_mean

Node = dict[str, Any]

_SCHEMA_ORG = re.compile(r"https?://(www\.)?schema\.org/?")
_KEYWORDS = frozenset("@context @type @id @graph @reverse @language @value @list @included".split())
_DATES = re.compile(r"date[A-Z]\w*|\w+Date")
_ORCID = re.compile(r"orcid\.org/(\d{4})-(\d{4})-(\d{4})-(\d{3})([\dX])")
_URL_PROPERTIES = frozenset(["codeRepository", "contentUrl", "downloadUrl", "license", "sameAs"])


def jsonld_parses(page: Page, site: Site) -> Faults:
    """Every block of JSON-LD is JSON, in the vocabulary of schema.org, and says of everything in it what it is."""
    for block in page.blocks:
        if block.fault:
            yield page.at(block.element), f"the JSON-LD cannot be read: {block.fault}"
            continue
        for item in block.data if isinstance(block.data, list) else [block.data]:
            if not isinstance(item, dict):
                yield page.at(block.element), "the JSON-LD is no object"
            elif not _is_schema_org(item.get("@context")):
                yield (
                    page.at(block.element),
                    f'@context is "{short(str(item.get("@context")))}", not https://schema.org',
                )
    for element, node in page.nodes:
        if "@type" not in node:
            yield page.at(element), f"a description has no @type: {short(str(node))}"


def _is_schema_org(context: Any) -> bool:
    for one in context if isinstance(context, list) else [context]:
        if isinstance(one, dict):
            one = one.get("@vocab")
        if isinstance(one, str) and _SCHEMA_ORG.fullmatch(one):
            return True
    return False


def jsonld_type(page: Page, site: Site) -> Faults:
    """Types and properties in JSON-LD are those of schema.org, and every type has those that it needs."""
    for element, top in page.nodes:
        for node in _nodes(top):
            for why in (*_wrong_types(node), *_wrong_properties(node), *_misplaced(node), *_missing(node)):
                yield page.at(element), why


def _types(node: Node) -> list[str]:
    types = node.get("@type", [])
    return [
        re.sub(r"^(https?://schema\.org/|schema:)", "", str(one))
        for one in (types if isinstance(types, list) else [types])
    ]


def _wrong_types(node: Node) -> Iterator[str]:
    for name in _types(node):
        hint = "" if name in schema_org.TYPES else did_you_mean(name, sorted(schema_org.TYPES))
        if hint:
            yield f'schema.org may have no type "{name}"{hint}'


def _wrong_properties(node: Node) -> Iterator[str]:
    types = [name for name in _types(node) if name in schema_org.TYPES]
    allowed = {prop for name in types for prop in schema_org.properties(name)}
    for prop in (prop for prop in node if types and prop not in allowed):
        if prop.startswith("@"):
            if prop not in _KEYWORDS:
                yield f'"{prop}" is no keyword of JSON-LD'
        elif prop in schema_org.PROPERTIES:
            yield f'"{prop}" is no property of {" or ".join(types)}'
        elif hint := did_you_mean(prop, sorted(allowed)):
            yield f'{" or ".join(types)} has no property "{prop}"{hint}'


def _misplaced(node: Node) -> Iterator[str]:
    for prop, allowed in schema_org.RANGES.items():
        value = node.get(prop)
        for one in value if isinstance(value, list) else [value]:
            types = [name for name in _types(one) if name in schema_org.TYPES] if isinstance(one, dict) else []
            if types and not any(set(schema_org.lineage(name)).intersection((*allowed, "Role")) for name in types):
                yield f"{prop} is a {types[0]}, not a {' or '.join(allowed)}"


def _missing(node: Node) -> Iterator[str]:
    if set(node) <= {"@type", "@id"} and "@id" in node:
        return  # it points to what is described elsewhere
    for name in _types(node):
        for properties in schema_org.required(name):
            if not any(node.get(prop) not in (None, "", []) for prop in properties):
                yield f"{name} has no {' or '.join(properties)}"


def jsonld_values(page: Page, site: Site) -> Faults:
    """In JSON-LD dates are dates, addresses are full, ORCID iDs add up, and no value is empty."""
    for element, top in page.nodes:
        for node in _nodes(top):
            for prop, value in node.items():
                for one in value if isinstance(value, list) else [value]:
                    if why := _bad_value(prop, one):
                        yield page.at(element), f"{prop} {why}"


def _bad_value(prop: str, value: Any) -> str:
    if not isinstance(value, str):
        return "is empty" if value in (None, {}) else ""
    if not value.strip():
        return "is empty"
    if _DATES.fullmatch(prop) and not (is_date(value) or is_timestamp(value)):
        return f'"{short(value)}" is no date'
    if prop in _URL_PROPERTIES and not re.match(r"[a-z][a-z0-9+.-]*:\S+$", value, re.IGNORECASE):
        return f'"{short(value)}" is no full address'
    if (match := _ORCID.search(value)) and _orcid_digit("".join(match.groups()[:4])) != match[5]:
        return f'"{short(value)}" is no ORCID iD: its last figure does not fit the others'
    return ""


def _orcid_digit(digits: str) -> str:
    """The check digit of an ORCID iD (ISO 7064 11,2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    left = (12 - total % 11) % 11
    return "X" if left == 10 else str(left)


def jsonld_breadcrumb(page: Page, site: Site) -> Faults:
    """A trail of breadcrumbs is numbered from 1, each step has a name, and each leads to a page that is there."""
    for element, top in page.nodes:
        for node in _nodes(top):
            if "BreadcrumbList" in _types(node):
                for why in _bad_trail(node.get("itemListElement"), page, site):
                    yield page.at(element), f"breadcrumbs: {why}"


def _bad_trail(steps: Any, page: Page, site: Site) -> Iterator[str]:
    steps = steps if isinstance(steps, list) else [steps]
    for at, step in enumerate(steps, 1):
        if not isinstance(step, dict):
            yield f"step {at} is no ListItem"
            continue
        item = step.get("item")
        inner = item if isinstance(item, dict) else {"@id": item}
        if str(step.get("position")) != str(at):
            yield f"step {at} has the position {step.get('position')}"
        if not (step.get("name") or inner.get("name")):
            yield f"step {at} has no name"
        address = inner.get("@id") or inner.get("url")
        if not address and at < len(steps):
            yield f"step {at} leads nowhere"
        elif (
            isinstance(address, str) and (target := page.resolve(address)).kind == "file" and not site.find(target.path)
        ):
            yield f'step {at} leads to "{short(address)}", which is not there'


def _nodes(top: Node) -> Iterator[Node]:
    """A node and all nodes in it that say what they are."""
    pending: list[Any] = [top]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += reversed(value)
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            pending += reversed(value.values())


RULES = (
    PageRule(jsonld_parses),
    PageRule(jsonld_type),
    PageRule(jsonld_values),
    PageRule(jsonld_breadcrumb),
)
