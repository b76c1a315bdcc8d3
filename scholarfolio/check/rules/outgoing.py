"""The rule for links to other sites, which have to be asked."""

from __future__ import annotations

from scholarfolio.check.rule import Faults, WebRule
from scholarfolio.check.site import Site
from scholarfolio.values.problems import Place


def external_links(site: Site) -> Faults:
    """Every link to another site leads somewhere: its host answers, and has the page."""
    from scholarfolio.check.web import LEADS_NOWHERE, MOST, dead, key  # loads a web client, which no other rule needs

    first: dict[str, tuple[Place, str]] = {}
    for trace in site.traces.values():
        for place, address in trace.outgoing:
            first.setdefault(key(address), (place, address))
    tried = dict(list(first.items())[:MOST])
    faults = dead(list(tried))
    if (
        len(tried) > 1
        and len(faults) == len(tried)
        and not any(why.startswith(LEADS_NOWHERE) for why in faults.values())
    ):
        yield site.at(""), f"none of {len(tried):,} links to other sites could be tried; is this computer online?"
        return
    for name, (place, address) in tried.items():
        if name in faults:
            yield place, f"{address} {faults[name]}"
    if len(first) > MOST:
        yield site.at(""), f"has {len(first):,} links to other sites; only the first {MOST:,} were tried"


RULES = (WebRule(external_links, "warning"),)
