"""The rule that every file of the site can be read."""

from __future__ import annotations

from scholarfolio.check.rule import Faults, SiteRule
from scholarfolio.check.site import Site


def readable(site: Site) -> Faults:
    """Every file that is read is UTF-8 text of a sensible size, and every page has an `<html>` with a `<body>`."""
    for path, why in site.unreadable.items():
        yield site.at(path), why


# Judged last: only then every file has been read that other rules ask for.
RULES = (SiteRule(readable),)
