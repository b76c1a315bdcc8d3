"""Reading records: every kind of value, what is wrong with it, and what to do about it."""

from __future__ import annotations

import pytest

from scholarfolio.content.collections import COLLECTIONS, layouts
from scholarfolio.content.field_docs import reference
from scholarfolio.content.loader import read_records
from scholarfolio.content.models import RECORD_TYPES, Paper
from scholarfolio.content.reader import read_content
from scholarfolio.content.schema import specs
from scholarfolio.values.problems import Problems


def read(content, text):
    """The paper of that text, and the problems as ``line:column: message``."""
    folder = content("papers/x.yaml", text)
    problems = Problems()
    records = read_records(read_content(folder, layouts(), problems), problems)
    paper = records.papers[0] if records and records.papers else None
    return paper, [str(problem).removeprefix("content/papers/x.yaml:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: x\nvanue: y\n", '2:1: unknown field "vanue"; did you mean "venue"?'),
        ("title: x\nyear: 2024\n", '2:1: unknown field "year"; write "date: 2024"'),
        ("title: x\ntags: [a]\n", '2:1: unknown field "tags"; did you mean "topics"?'),
        ("date: 2024\n", '1:1: the field "title" is missing, for example "title: On Computable Numbers"'),
        ("title:\n", '1:1: the field "title" is missing, for example "title: On Computable Numbers"'),
        ("title: [a, b]\n", "1:8: a list stands here instead of a text that may hold LaTeX"),
        ("title: x\nselected: maybe\n", '2:11: "maybe" is neither true nor false'),
        ("title: x\ntype: artcle\n", '2:7: "artcle" is not known here; did you mean "article"?'),
        ("title: x\ndoi: 12345\n", '2:6: "12345" is not a DOI, such as 10.5555/12345678'),
        ("title: x\narxiv: foo\n", '2:8: "foo" is not an arXiv id, such as 2101.00001'),
        ("title: x\nurl: example.org/a\n", '2:6: "example.org/a" is no full address; write "https://example.org/a"'),
        (
            "title: x\nurl: javascript:alert(1)\n",
            '2:6: "javascript:alert(1)" is not an address that begins with https://',
        ),
        ("title: x\nurl: https://a b\n", '2:6: "https://a b" holds a blank, so it is no address; write %20 for it'),
        ("title: x\npdf: files/x.pdf\n", '2:6: there is no file "files/x.pdf" below content/'),
        (
            "title: x\nauthors: [Ada, others, Bob Lee]\n",
            '2:16: "others" can stand only once, at the end of the authors',
        ),
        ("title: x\nauthors: [{name: Ada Lovelace, person: ada}]\n", '2:40: there is no person "ada" in people.yaml'),
        ("title: x\nauthors: [{nam: Ada Lovelace}]\n", '2:12: unknown field "nam"; did you mean "name"?'),
        ("title: x\nauthors: ['']\n", "2:11: an empty list item; delete it or fill it in"),
        ("title: x\nauthors: ['...!']\n", '2:11: "...!" is not a name'),
        ("title: x\ncitations: many\n", '2:12: "many" is not a whole number'),
        ("title: x\ncitations: {count: 3, by_year: {soon: 3}}\n", '2:33: "soon" is not a year'),
        (
            "title: x\nversions: [[]]\n",
            "2:12: a list stands here instead of a version, written as lines of the form field: value",
        ),
        ("title: x\nimage: files/x.png\n", '2:8: there is no file "files/x.png" below content/'),
        ("just text\n", "1:1: a text stands here instead of a paper, written as lines of the form field: value"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(content, text, expected):
    assert expected in read(content, text)[1]


def test_impossible_dates_are_never_bent_into_shape(content):
    paper, problems = read(content, "title: x\ndate: 2024-02-30\n")
    assert paper.date is None
    assert problems[0].startswith("2:7: ")
    assert "29" in problems[0]


def test_all_problems_of_a_record_come_at_once(content):
    _, problems = read(content, "titel: x\ndate: 2024-13\ndoi: x\nurl: y\ntype: z\n")
    assert len(problems) == 6


def test_a_name_cut_in_two_by_a_list_is_reported_with_both_fixes(content):
    _, problems = read(content, "title: x\nauthors: [Lovelace, Ada]\n")
    assert len(problems) == 1
    assert "\"Ada Lovelace\" or 'Lovelace, Ada' in quotes" in problems[0]


def test_single_names_written_as_mappings_are_two_authors(content):
    paper, problems = read(content, "title: x\nauthors: [{name: Plato}, {name: Aristotle}]\n")
    assert problems == []
    assert [author.name.display for author in paper.authors.named] == ["Plato", "Aristotle"]


@pytest.mark.parametrize(
    ("text", "names", "others"),
    [
        ("[Ada Lovelace, Bob Lee, others]", ["Ada Lovelace", "Bob Lee"], True),
        ("Lovelace, Ada and Lee, Bob and others", ["Ada Lovelace", "Bob Lee"], True),
        ("Ada Lovelace", ["Ada Lovelace"], False),
        ("['Lovelace, Ada', et al.]", ["Ada Lovelace"], True),
        ("'G{\\\"o}del, Kurt'", ["Kurt Gödel"], False),
    ],
)
def test_authors_may_be_written_as_people_write_them(content, text, names, others):
    paper, problems = read(content, f"title: x\nauthors: {text}\n")
    assert problems == []
    assert [author.name.display for author in paper.authors.named] == names
    assert paper.authors.others is others


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("doi", "https://doi.org/10.5555/ABC(1)", "10.5555/ABC(1)"),
        ("doi", "doi:10.5555/abc", "10.5555/abc"),
        ("arxiv", "arXiv:2101.00001v2", "2101.00001v2"),
        ("arxiv", "https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("isbn", "ISBN 978-3-16-148410-0", ("978-3-16-148410-0",)),
        ("issn", "1234-567X", ("1234-567X",)),
        ("code", "https://example.org/a", ("https://example.org/a",)),
        ("type", "article-journal", "article"),
        ("volume", "1.10", "1.10"),
        ("venue", "no", "no"),
    ],
)
def test_values_are_kept_as_meant(content, field, typed, kept):
    paper, problems = read(content, f"title: x\n{field}: {typed}\n")
    assert problems == []
    assert getattr(paper, field) == kept


@pytest.mark.parametrize("digit", "0123456789X")
def test_only_one_last_digit_makes_an_orcid(content, digit):
    _, problems = read(content, f"title: x\nauthors: [{{name: Ada Lee, orcid: 0000-0002-1825-009{digit}}}]\n")
    assert (problems == []) == (digit == "7")


def test_undeclared_topics_are_warned_about_once_each(content):
    content("topics.yaml", "deep-learning: Deep learning\n")
    content("papers/w.yaml", "title: w\ntopics: [deep-lerning]\n")
    _, problems = read(content, "title: x\ntopics: [deep-lerning, deep-learning]\n")
    assert len(problems) == 1
    assert 'the topic "deep-lerning" is not declared in topics.yaml; did you mean "deep-learning"?' in problems[0]


def test_papers_come_from_files_and_from_a_list(content):
    content("papers.yaml", "- {id: one, title: One}\n- id: two\n  title: Two\n- {title: nameless}\n")
    folder = content("papers/three.yaml", "title: Three\n")
    problems = Problems()
    records = read_records(read_content(folder, layouts(), problems), problems)
    assert [paper.id for paper in records.papers] == ["one", "two", "three"]
    assert [str(problem) for problem in problems] == [
        'content/papers.yaml:4:3: a record needs an "id", such as "id: fomo-in-flux"'
    ]


def test_two_papers_with_one_id_are_both_named(content):
    content("papers.yaml", "- {id: Three, title: One}\n")
    folder = content("papers/three.yaml", "title: Three\n")
    problems = Problems()
    read_records(read_content(folder, layouts(), problems), problems)
    assert 'content/papers/three.yaml:1:1: the id "three" is taken by content/papers.yaml:1:3' in str(
        next(iter(problems))
    )


def test_a_pdf_beside_the_record_is_found_by_itself(content):
    content("papers/x.pdf", "%PDF")
    paper, problems = read(content, "title: x\n")
    assert problems == []
    assert paper.pdf == "papers/x.pdf"


def test_the_reference_names_every_field_and_is_up_to_date():
    """``make docs`` renews it."""
    from conftest import ROOT

    written = (ROOT / "docs/content.md").read_text("utf-8")
    assert written == reference()
    for record in {*RECORD_TYPES, *(row.record for row in COLLECTIONS.values())}:
        for name in specs(record):
            assert f"| `{name}` |" in written


def test_every_example_of_the_reference_is_read_without_a_problem(content):
    """The examples are documentation; one that the program refuses would be a lie."""
    skipped = {"pdf", "slides", "poster", "image", "bibtex"}  # these name files that only the author has
    for name, spec in specs(Paper).items():
        if name in skipped:
            continue
        _, problems = read(
            content, f"title: x\n{name}: {spec.example}\n" if name != "title" else f"title: {spec.example}\n"
        )
        assert [problem for problem in problems if "warning" not in problem] == [], name
