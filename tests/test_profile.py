"""The profile of a build: its parts are places that there are."""

from __future__ import annotations

from conftest import ROOT

from benchmarks.profile import PARTS


def test_every_place_of_the_profile_exists():
    package = ROOT / "scholarfolio"
    places = [place for places in PARTS.values() for place in places.split()]
    assert [place for place in places if not ((package / place).is_dir() or (package / f"{place}.py").is_file())] == []
