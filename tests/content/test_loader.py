"""Loader: what no field can see alone."""

from __future__ import annotations

import pytest

from scholarfolio.content.collections import layouts
from scholarfolio.content.loader import read_records
from scholarfolio.content.reader import read_content
from scholarfolio.values.problems import Problems


def read(folder):
    problems = Problems()
    records = read_records(read_content(folder, layouts(), problems), problems)
    return records, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("entry", "right"),
    [
        ("label: A, page: cv.html", True),
        ("label: A, url: 'https://example.org'", True),
        ("label: A, page: cv.html, url: 'https://example.org'", False),
        ("label: A", False),
    ],
)
def test_a_menu_entry_leads_to_one_place(content, entry, right):
    _, problems = read(content("site.yaml", f"navigation:\n  - {{{entry}}}\n"))
    told = ["content/site.yaml:2:5: a menu entry needs either a `page` of the site or a `url` elsewhere"]
    assert problems == ([] if right else told)


@pytest.mark.parametrize(
    ("given", "pdf"), [("", "papers/a.pdf"), ("pdf: https://example.org/a.pdf\n", "https://example.org/a.pdf")]
)
def test_a_pdf_beside_a_record_is_the_papers_unless_the_record_names_another(content, given, pdf):
    content("papers/a.pdf", "%PDF-1.4")
    records, _ = read(content("papers/a.yaml", f"title: A\n{given}"))
    assert [paper.pdf for paper in records.papers] == [pdf]
