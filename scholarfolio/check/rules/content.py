"""Rules for the content folder, and for the site as what was built from it."""

from __future__ import annotations

from collections.abc import Iterator

from scholarfolio.check.content import Content
from scholarfolio.check.rule import ContentRule
from scholarfolio.check.site import Site
from scholarfolio.problems import Problem


def content_sound(content: Content, site: Site) -> Iterator[Problem]:
    """The content can be built without an error or a warning."""
    yield from content.problems


def site_complete(content: Content, site: Site) -> Iterator[Problem]:
    """The site holds every file that its content calls for."""
    outputs = content.prepared.plan if content.prepared and site.files and not content.problems.errors else ()
    for output in outputs:
        if output.path not in site.files:
            yield Problem(
                site.at(output.path), f"is not there, though {output.place} calls for it; build the site again"
            )


RULES = (
    ContentRule(content_sound),
    ContentRule(site_complete),
)
