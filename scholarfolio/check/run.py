"""Runs the rules over a built site and its content, and collects what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scholarfolio.check.content import read_content
from scholarfolio.check.rule import ContentRule, Faults, PageRule, Rule, SiteRule, WebRule
from scholarfolio.check.rules import RULES
from scholarfolio.check.site import Site
from scholarfolio.problems import Place, Problem, Problems

# A fault in a template is on every page: beyond this many places, a rule only counts.
PLACES = 50


def run_checks(site: Path, content: Path | None = None, external: bool = False) -> Problems:
    """Check a built site.

    Args:
        site: the folder that holds it; it need not have been built by this program.
        content: the content folder that it was built from, to be checked too.
        external: whether links to other sites are tried, which asks those sites.

    Returns:
        Every problem with its place and, in brackets, the name of the rule; a rule that finds more than ``PLACES``
        names so many and says how many more there are.
    """
    problems = Problems()
    built = _open(site, problems)
    if built is not None:
        problems.extend(_capped([*_page_problems(built), *_site_problems(built)]))
        problems.extend(_note_on_address(built))
    if content is not None:
        built = built or Site(site, {})
        found = read_content(content, built.address)
        for rule in RULES:
            if isinstance(rule, ContentRule):
                problems.extend(_capped(rule.check(found, built)))
    if external and built is not None:
        for rule in RULES:
            if isinstance(rule, WebRule):
                problems.extend(_problems(rule, rule.check(built)))
    return problems


def _open(root: Path, problems: Problems) -> Site | None:
    """The site, or ``None`` with a problem where there is none to be checked."""
    if not root.is_dir():
        what = "is a file, not the folder of a site" if root.exists() else "there is no such folder"
        problems.error(Place(str(root)), f'{what}; "scholarfolio build" makes one, and its name can be given to check')
        return None
    site = Site.open(root)
    if not site.pages:
        what = "holds no page" if site.files else "the folder is empty"
        problems.error(Place(str(root)), f'{what}; "scholarfolio build" makes a site')
        return None
    if "index.html" not in site.files:
        problems.error(site.at("index.html"), "is not there, so the site has no home page; is this the right folder?")
    return site


def _page_problems(site: Site) -> Iterator[Problem]:
    rules = [rule for rule in RULES if isinstance(rule, PageRule) and _applies(rule, site)]
    for path in site.pages:
        page = site.page(path)
        if page is None:
            continue
        for rule in rules:
            yield from _problems(rule, rule.check(page, site))
        site.remember(page)


def _site_problems(site: Site) -> Iterator[Problem]:
    for rule in RULES:
        if isinstance(rule, SiteRule) and _applies(rule, site):
            yield from _problems(rule, rule.check(site))


def _applies(rule: Rule, site: Site) -> bool:
    return bool(site.address) or not rule.needs_address


def _problems(rule: Rule, faults: Faults) -> Iterator[Problem]:
    return (Problem(place, f"{message} [{rule.name}]", rule.severity) for place, message in faults)


def _capped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of each rule, and the number of the others."""
    seen: Counter[str] = Counter()
    last: dict[str, Problem] = {}
    for problem in problems:
        name = problem.message.rpartition("[")[2]
        seen[name] += 1
        last[name] = problem
        if seen[name] <= PLACES:
            yield problem
    for name, problem in last.items():
        if (more := seen[name] - PLACES) > 0:
            yield replace(problem, message=f"and {more:,} more like this [{name}")


def _note_on_address(site: Site) -> Iterator[Problem]:
    """Say once what is not checked because the site does not tell its address."""
    if not site.address:
        skipped = ", ".join(rule.name for rule in RULES if rule.needs_address)
        message = (
            "no canonical link tells where the site will be published, so what needs its address is not checked: "
            f"{skipped}, and full addresses in other rules; set url in site.yaml"
        )
        yield Problem(site.at("index.html"), message, "note")
