"""Reference: ``docs/check.md``, written from the rules so that it cannot fall behind them.

``python -m scholarfolio.check.reference docs/check.md`` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from scholarfolio.check.rule import Rule
from scholarfolio.check.rules import GROUPS

INTRODUCTION = """\
# What `check` demands

<!-- Generated from the rules by `make docs`; edit the first line of a rule's docstring in scholarfolio/check/rules. -->

`scholarfolio check` reads a built site, whoever built it, and the content that it was built from. It asks no other site
for anything, unless `--external` has it try the links that lead elsewhere. Every problem is printed with its place and,
in brackets, the name of the rule that found it. An error makes the exit status 1; a warning does so with `--strict`.

`scholarfolio build --strict` checks the site, too, before any of it reaches the output folder: an error or a warning
leaves that folder as it was. Build without `--strict` to see the pages that are at fault.

Rules marked ◆ are judged only where the site tells the address at which it is published, in its canonical links.
"""


def reference() -> str:
    """The whole reference, as Markdown."""
    return "\n".join((INTRODUCTION, *_sections())) + "\n"


def _sections() -> Iterator[str]:
    for title, rules in GROUPS.items():
        yield f"## {title}\n\n| rule | demands | if not |\n|---|---|---|"
        yield from (_row(rule) for rule in rules)
        yield ""


def _row(rule: Rule) -> str:
    mark = " ◆" if rule.needs_address else ""
    return f"| `{rule.name}`{mark} | {rule.sentence} | {rule.severity} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
