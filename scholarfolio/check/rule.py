"""Rules: what a check demands, one at a time.

A rule is a function that yields a place and a message for each fault. Its name is the rule's name, and the first line
of its docstring is the rule's sentence, which says what holds where there is no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scholarfolio.values.problems import Place, Severity

if TYPE_CHECKING:
    from scholarfolio.check.content import Content
    from scholarfolio.check.page import Page
    from scholarfolio.check.site import Site

# How many characters of a text are quoted in a message.
QUOTED = 60
Faults = Iterator[tuple[Place, str]]


@dataclass(frozen=True)
class Rule:
    """A rule of any kind.

    Attributes:
        check: finds the faults.
        severity: how bad they are.
        needs_address: whether it can be judged only where the site says at which address it is published.
    """

    check: Callable[..., Any]
    severity: Severity = "error"
    needs_address: bool = False

    @property
    def name(self) -> str:
        """What the rule is called: ``one-h1``."""
        return self.check.__name__.replace("_", "-")

    @property
    def sentence(self) -> str:
        """What it demands, in one sentence."""
        return (self.check.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip()


@dataclass(frozen=True)
class PageRule(Rule):
    """A rule for each page by itself."""

    check: Callable[[Page, Site], Faults]


@dataclass(frozen=True)
class SiteRule(Rule):
    """A rule for the site as a whole, judged when all pages are read."""

    check: Callable[[Site], Faults]


@dataclass(frozen=True)
class ContentRule(Rule):
    """A rule for the content folder that a site was built from."""

    check: Callable[[Content, Site], Faults]


@dataclass(frozen=True)
class WebRule(Rule):
    """A rule that asks other sites, so it is judged only on request."""

    check: Callable[[Site], Faults]


def short(text: str) -> str:
    """The beginning of a text on one line, to quote it in a message."""
    text = " ".join(text.split())
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
