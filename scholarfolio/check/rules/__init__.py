"""All rules, by what they are about; ``RULES`` lists them in the order in which they are checked and documented."""

from __future__ import annotations

from scholarfolio.check.rules import (
    content,
    discovery,
    document,
    exports,
    feeds,
    files,
    library,
    links,
    outgoing,
    scholar,
    security,
    sharing,
    structured,
)

GROUPS = {
    "Pages": document.RULES,
    "Links": links.RULES,
    "Safety and privacy": security.RULES,
    "Previews and addresses": sharing.RULES,
    "Google Scholar": scholar.RULES,
    "Structured data": structured.RULES,
    "Libraries and citation managers": library.RULES,
    "Exports": exports.RULES,
    "Feeds": feeds.RULES,
    "What robots read": discovery.RULES,
    "Files": files.RULES,
    "Content": content.RULES,
    "Other sites (only with `--external`)": outgoing.RULES,
}
RULES = tuple(rule for rules in GROUPS.values() for rule in rules)
