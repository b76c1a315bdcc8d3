"""Rules for the content folder, and for the site as what was built from it."""

from __future__ import annotations

from scholarfolio.check.content import Content
from scholarfolio.check.rule import ContentRule, Faults
from scholarfolio.check.site import Site


def content_errors(content: Content, site: Site) -> Faults:
    """The content can be built."""
    return ((problem.place, problem.message) for problem in content.problems if problem.severity == "error")


def content_warnings(content: Content, site: Site) -> Faults:
    """The content can be built without a warning."""
    return ((problem.place, problem.message) for problem in content.problems if problem.severity == "warning")


def site_complete(content: Content, site: Site) -> Faults:
    """The site holds every file that its content calls for."""
    outputs = content.prepared.plan if content.prepared and site.files and not content.problems.errors else ()
    for output in outputs:
        if output.path not in site.files:
            yield site.at(output.path), f"is not there, though {output.place} calls for it; build the site again"


RULES = (
    ContentRule(content_errors),
    ContentRule(content_warnings, "warning"),
    ContentRule(site_complete),
)
