"""Runs the rules over a built site and its content, and collects what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scholarfolio.build.options import StagedSite
from scholarfolio.check.content import read_content
from scholarfolio.check.rule import ContentRule, Faults, PageRule, Rule, SiteRule, WebRule
from scholarfolio.check.rules import RULES
from scholarfolio.check.site import Site
from scholarfolio.values.invocation import program, quoted
from scholarfolio.values.problems import Place, Problem, Problems

# A fault in a template is on every page: beyond this many places, a rule only counts.
PLACES = 50


class _Findings:
    """What the rules found, by rule, as far as it is to be told."""

    def __init__(self) -> None:
        self._told: dict[Rule, list[Problem]] = defaultdict(list)
        self._untold: dict[Rule, list[Place]] = defaultdict(list)

    def add(self, rule: Rule, faults: Faults) -> None:
        """Keep what a rule found somewhere."""
        for place, message in faults:
            if len(self._told[rule]) < PLACES:
                self._told[rule].append(Problem(place, f"{message} [{rule.name}]", rule.severity))
            else:
                self._untold[rule].append(place)

    def __iter__(self) -> Iterator[Problem]:
        for problems in self._told.values():
            yield from problems
        for rule, places in self._untold.items():
            more = f"the first of {len(places):,} more like those that are listed [{rule.name}]"
            yield Problem(places[0], more, rule.severity)


def run_checks(site: Path, content: Path | None = None, external: bool = False) -> Problems:
    """Check a built site.

    Args:
        site: the folder that holds it; it need not have been built by this program.
        content: the content folder that it was built from, to be checked too.
        external: whether links to other sites are tried, which asks those sites.

    Returns:
        Every problem with its place and, in brackets, the name of the rule; a rule that finds more than ``PLACES``
        tells so many and counts the others.
    """
    problems = Problems()
    findings = _Findings()
    built = _open(site, problems)
    read = read_content(content, built.address if built else "") if content is not None else None
    if built is not None and read is not None and read.prepared:
        built = replace(built, copied={output.path for output in read.prepared.plan if output.is_copy})
    if built is not None:
        _check_pages(built, findings)
        _check_site(built, findings, external=external)
        problems.extend(_note_on_address(built))
    if read is not None:
        for rule in RULES:
            if isinstance(rule, ContentRule):
                findings.add(rule, rule.check(read, built or Site(site, {}, site.joinpath)))
    problems.extend(findings)
    return problems


def review(site: StagedSite) -> Problems:
    """What is wrong with a site that is about to be written; its content was read to make it."""
    findings = _Findings()
    staged = Site.staged(site)
    _check_pages(staged, findings)
    _check_site(staged, findings, external=False)
    return Problems(findings)


def _build(root: Path) -> str:
    """The command that builds the site there."""
    return f"{program()} build" + ("" if root == Path("site") else f" --out {quoted(root)}")


def _open(root: Path, problems: Problems) -> Site | None:
    """The site, or ``None`` with a problem where there is none to be checked."""
    if not root.is_dir():
        what = "is a file, not the folder of a site" if root.exists() else "there is no such folder"
        problems.error(Place(str(root)), f"{what}; name another, or build it: {_build(root)}")
        return None
    site = Site.open(root)
    if not site.pages:
        what = "holds no page" if site.files else "the folder is empty"
        problems.error(Place(str(root)), f"{what}; build the site: {_build(root)}")
        return None
    if "index.html" not in site.files:
        problems.error(site.at("index.html"), "is not there, so the site has no home page; is this the right folder?")
    return site


def _check_pages(site: Site, findings: _Findings) -> None:
    rules = [rule for rule in RULES if isinstance(rule, PageRule) and _applies(rule, site)]
    for path in site.pages:
        page = site.page(path)
        if page is None:
            continue
        for rule in rules:
            findings.add(rule, rule.check(page, site))
        site.remember(page)


def _check_site(site: Site, findings: _Findings, *, external: bool) -> None:
    for rule in RULES:
        if (isinstance(rule, SiteRule) and _applies(rule, site)) or (isinstance(rule, WebRule) and external):
            findings.add(rule, rule.check(site))


def _applies(rule: Rule, site: Site) -> bool:
    return bool(site.address) or not rule.needs_address


def _note_on_address(site: Site) -> Iterator[Problem]:
    """Say once what is not checked because the site does not tell its address."""
    if not site.address:
        skipped = ", ".join(rule.name for rule in RULES if rule.needs_address)
        message = (
            "no canonical link tells where the site will be published, so what needs its address is not checked: "
            f"{skipped}, and full addresses in other rules; set url in site.yaml"
        )
        yield Problem(site.at("index.html"), message, "note")
