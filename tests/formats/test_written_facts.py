"""What each format is told of a paper, where formats want it in ways of their own."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from paper_strategies import read_paper

from scholarfolio.content.models import Site
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.formats.exports import Exporter
from scholarfolio.formats.ris import writer as ris

NUMBERS = {"isbn": ["978-3-16-148410-0"], "issn": ["2049-3630"]}


def tagged(tag: str, **raw: object) -> list[str]:
    """What a paper's RIS says under a tag."""
    lines = ris.dumps(read_paper({"title": "T", **raw})).splitlines()
    return [line[6:] for line in lines if line.startswith(f"{tag}  - ")]


def described(name: str, **raw: object) -> object:
    """A field of a paper's CSL-JSON."""
    return json.loads(csl_json.dumps(read_paper({"title": "T", **raw}))).get(name)


@pytest.mark.parametrize(
    ("type", "numbers"),
    [
        ("article", ["2049-3630", "978-3-16-148410-0"]),
        ("book", ["978-3-16-148410-0", "2049-3630"]),
        ("chapter", ["978-3-16-148410-0", "2049-3630"]),
    ],
)
def test_the_first_serial_number_is_that_which_the_type_has(type, numbers):
    """Some readers take one alone."""
    assert tagged("SN", type=type, **NUMBERS) == numbers


@pytest.mark.parametrize(
    ("pdf", "written"), [("https://example.org/a.pdf", ["https://example.org/a.pdf"]), ("files/a.pdf", [])]
)
def test_a_file_of_the_site_is_no_address_for_others(pdf, written):
    lines = ris.dumps(replace(read_paper({"title": "T"}), pdf=pdf)).splitlines()
    assert [line[6:] for line in lines if line.startswith("L1  - ")] == written


@pytest.mark.parametrize(
    ("keywords", "written"),
    [(["looms", "engines"], "looms, engines"), (["looms, old", "engines"], "looms, old; engines")],
)
def test_keywords_with_commas_stay_apart(keywords, written):
    assert described("keyword", keywords=keywords) == written


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ({"type": "preprint", "arxiv": "2401.00001"}, "https://arxiv.org/abs/2401.00001"),
        ({"type": "article", "arxiv": "2401.00001"}, None),  # arXiv is not where the article is
        ({"type": "article", "arxiv": "2401.00001", "url": "https://example.org/a"}, "https://example.org/a"),
    ],
)
def test_the_address_is_that_of_the_work(raw, url):
    assert described("URL", **raw) == url


@pytest.mark.parametrize("in_ascii", [True, False])
def test_bibtex_is_in_ascii_only_where_the_site_says_so(in_ascii):
    paper = read_paper({"title": "Über Größen", "authors": ["Zoë Ångström"]})
    exporter = Exporter(Site(bibtex_ascii=in_ascii), lambda _: paper, lambda name, paper_id, make: make())
    text = exporter.file("bibtex", ["x"])
    assert text.isascii() is in_ascii
    assert ("Zoë" in text) is not in_ascii
    assert "Über" in exporter.file("ris", ["x"]), "the other formats are in UTF-8"
