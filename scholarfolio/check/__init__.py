"""Check: judges a built site, whoever built it, and the content that it was built from, by a list of small rules."""

from __future__ import annotations

from scholarfolio.check.rules import GROUPS, RULES
from scholarfolio.check.run import review, run_checks

__all__ = ["GROUPS", "RULES", "review", "run_checks"]
