"""Runs: a long list cut into stretches that stay as they are where an item is added or taken away elsewhere.

What is kept of a stretch of papers would be of little use if every new paper moved the bounds of all. So a chunk begins
at an item whose own name says so, not at every hundredth.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

# How many items a chunk has: on average 120. All but the last have at least the first number.
LEAST, MOST = 64, 256
# An item in so many begins a chunk, where the one before is long enough.
BEGINS = 64


def chunks(keys: Iterable[str]) -> dict[str, list[str]]:
    """The keys in chunks, each by its first key."""
    found: dict[str, list[str]] = {}
    run: list[str] = []
    for key in keys:
        if not found or len(run) >= MOST or (len(run) >= LEAST and crc32(key.encode()) % BEGINS == 0):
            run = found[key] = []
        run.append(key)
    return found
