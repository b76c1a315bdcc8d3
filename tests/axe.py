"""axe-core, which finds what keeps people from using a page: every rule of WCAG 2.0 to 2.2, A and AA, and good practice.

``npm install --no-save axe-core`` at the root of a checkout makes it available.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from browsers import missing

SOURCE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
ENHANCED = {"type": "rule", "values": ["color-contrast-enhanced"]}
RUN = """(only) => axe.run(document, { runOnly: only, resultTypes: ["violations"], iframes: false, elementRef: false })
  .then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} (${(node.any[0] || node.all[0] || node.none[0]).message})`)))"""


@cache
def source() -> str:
    if not SOURCE.is_file():
        missing("npm install --no-save axe-core brings the accessibility checker that this test runs in the browser")
    return SOURCE.read_text("utf-8")


def violations(page: Any, only: dict[str, object] = EVERYTHING) -> list[str]:
    """What axe finds in a Playwright page, one sentence a place.

    Args:
        only: which rules, as axe's ``runOnly``.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(source())
        page.add_init_script(source())  # it will be in later pages from the start, which takes half of the time
    return page.evaluate(RUN, only)
