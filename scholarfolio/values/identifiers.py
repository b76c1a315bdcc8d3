"""The forms of DOIs and arXiv ids, as patterns: whole, and as they stand in texts."""

from __future__ import annotations

import re

_BEGIN = r"10\.\d{4,9}(?:\.\d+)*/"
# What people write in front of one; its case does not count.
DOI_PREFIX = r"^(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|^doi:\s*"
# Semicolons and commas are part of many DOIs; only where another DOI follows do they separate two.
_ANOTHER = rf"[,;]+(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:)?{_BEGIN}"
DOI = rf"{_BEGIN}(?:(?!{_ANOTHER})\S)+"
DOI_IN_TEXT = re.compile(DOI, re.IGNORECASE)

ARXIV_ID = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
ARXIV_ID_IN_TEXT = re.compile(rf"(?<![\w.])({ARXIV_ID})(?![\w])")
