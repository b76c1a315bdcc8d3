"""The forms that values must have for machines: dates, points in time, full addresses."""

from __future__ import annotations

import re
from datetime import datetime

from scholarfolio.values.dates import DateError, parse_date

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ADDRESS = re.compile(r"https?://[^/\s?#]+([/?#]\S*)?", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Whether it is a year, a month or a day as ISO 8601 writes them: ``2024``, ``2024-08``, ``2024-08-26``."""
    if not _DATE.fullmatch(text):
        return False
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def is_timestamp(text: str) -> bool:
    """Whether it is a point in time by RFC 3339: ``2024-08-26T00:00:00Z``."""
    if not _TIMESTAMP.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True


def is_address(text: str) -> bool:
    """Whether it is a full address on the web."""
    return bool(_ADDRESS.fullmatch(text))
