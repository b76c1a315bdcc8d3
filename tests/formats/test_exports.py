"""Exports: what holds in every format."""

from __future__ import annotations

import pytest
from paper_strategies import read_paper

from scholarfolio.content.models import Site
from scholarfolio.formats.exports import Exporter
from scholarfolio.formats.registry import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_joined_of_chunks_is_the_same_as_one_of_single_papers(name: str):
    papers = {key: read_paper({"title": f"Paper {key}"}, key) for key in "abcdefg"}
    exporter = Exporter(Site(), papers.__getitem__, lambda sort, key, make: make())
    chunks = [exporter.chunk(name, chunk).encode() for chunk in ("abc", "d", "efg")]
    assert b"".join(exporter.parts(name, chunks)).decode() == exporter.file(name, papers)
