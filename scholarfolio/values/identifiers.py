"""The forms of identifiers, as patterns."""

from __future__ import annotations

import re

# An arXiv id within a text.
ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?![\w])")
