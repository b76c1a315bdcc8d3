"""A formatted reference, and what is raised where there can be none."""

from __future__ import annotations

from typing import NamedTuple

from scholarfolio.text import Markup
from scholarfolio.values.problems import Severity


class Reference(NamedTuple):
    """A reference as inline HTML, and as Unicode text on one line."""

    html: Markup
    plain: str


class StyleError(ValueError):
    """No references can be made in the style that was asked for; the message says why and what to do.

    Attributes:
        severity: ``error`` where the author's setting is wrong, ``note`` where only something is not installed.
    """

    def __init__(self, message: str, severity: Severity = "error") -> None:
        super().__init__(message)
        self.severity = severity
