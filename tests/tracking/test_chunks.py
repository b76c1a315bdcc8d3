"""Chunks: long lists are cut at places that stay where they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.tracking import chunks as runs
from scholarfolio.tracking.chunks import LEAST, MOST, chunks

KEYS = [f"paper-{number}" for number in range(3000)]


def test_a_chunk_has_some_hundred_items_and_they_keep_their_order():
    by_first = chunks(KEYS)
    assert [key for chunk in by_first.values() for key in chunk] == KEYS
    assert [chunk[0] for chunk in by_first.values()] == list(by_first)
    assert all(LEAST <= len(chunk) <= MOST for chunk in list(by_first.values())[:-1])
    assert chunks([]) == {}


def test_no_run_is_longer_than_it_may_be(monkeypatch):
    for name, size in (("LEAST", 1), ("MOST", 3), ("BEGINS", 1 << 33)):
        monkeypatch.setattr(runs, name, size)
    assert list(chunks(KEYS[:8]).values()) == [KEYS[:3], KEYS[3:6], KEYS[6:8]]


@given(st.integers(0, len(KEYS) - 1), st.booleans())
def test_an_item_more_or_less_changes_few_chunks(at, more):
    before = chunks(KEYS)
    after = chunks([*KEYS[:at], *(["new"] if more else []), *KEYS[at + (not more) :]])
    changed = [first for first, chunk in after.items() if before.get(first) != chunk]
    assert len(changed) <= 8
