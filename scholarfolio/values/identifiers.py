"""The forms of DOIs and arXiv ids, as patterns: whole, and as they stand in texts."""

from __future__ import annotations

import re

_REGISTRANT = r"10\.\d{4,9}(?:\.\d+)*/"
DOI = _REGISTRANT + r"\S+"
# What people write in front of one; its case does not count.
DOI_PREFIX = r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*"
# In a text, without the punctuation that goes on behind it.
DOI_IN_TEXT = re.compile(_REGISTRANT + r"[^\s,;]*[^\s,;.]")

ARXIV_ID = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
ARXIV_ID_IN_TEXT = re.compile(rf"(?<![\w.])({ARXIV_ID})(?![\w])")
