"""Chunks: a long list, cut at places that stay where they are when items elsewhere are added or removed.

Fragments of chunks would be of little use if every new paper moved the bounds of all chunks. So a chunk begins at an
item whose own key says so, not at every hundredth.
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
    by_first: dict[str, list[str]] = {}
    chunk: list[str] = []
    for key in keys:
        if not by_first or len(chunk) >= MOST or (len(chunk) >= LEAST and crc32(key.encode()) % BEGINS == 0):
            chunk = by_first[key] = []
        chunk.append(key)
    return by_first
