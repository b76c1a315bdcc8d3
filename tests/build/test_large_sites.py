"""What only large sites need: how much memory processes have, and that nothing of it is done for smaller ones."""

from __future__ import annotations

import os
import sys

from conftest import copy_content

from scholarfolio.build import large_sites
from scholarfolio.build.command import Options, build

MEMORY_FOR_EACH = large_sites.memory_for_each


def test_a_process_may_take_its_share_of_what_is_left(monkeypatch):
    """Of what all may take together, less what the first one has taken; but never less than the least."""
    monkeypatch.setattr(large_sites, "_memory_of_this", lambda: 350_000_000)
    assert large_sites.memory_for_each(2) == 500_000_000
    assert large_sites.memory_for_each(50) == large_sites.MEMORY_OF_ONE


def test_a_process_knows_its_own_memory_or_what_it_has_taken(monkeypatch):
    before = large_sites._memory_of_this()
    block = bytearray(os.urandom(1)) * 50_000_000
    if sys.platform == "linux":
        assert before + 40_000_000 < large_sites._memory_of_this() < before + 80_000_000
    assert len(block) == 50_000_000

    def nowhere(*_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(large_sites.Path, "read_text", nowhere)
    monkeypatch.setattr(large_sites, "memory_taken", lambda: 12)
    assert large_sites._memory_of_this() == 12


def test_a_site_is_the_same_whether_it_counts_as_large_or_not(tmp_path, monkeypatch):
    """Replacing processes changes no byte; and a small site does without it."""
    sites = {}
    for name, large in (("small", 10_000), ("large", 10)):
        monkeypatch.setattr(large_sites, "LARGE", large)
        calls = []
        monkeypatch.setattr(large_sites, "memory_for_each", _recorded(MEMORY_FOR_EACH, calls))
        copy_content("every-field", tmp_path / name / "content")
        build(Options(tmp_path / name / "content", tmp_path / name / "site", jobs=2))
        assert bool(calls) is (name == "large")
        sites[name] = {
            p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name / "site").rglob("*") if p.is_file()
        }
    assert sites["small"] == sites["large"]


def _recorded(function, calls):
    def record(*arguments):
        calls.append(arguments)
        return function(*arguments)

    return record
