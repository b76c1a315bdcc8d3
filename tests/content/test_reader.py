"""Loading: strings stay as typed, and places are right to the column."""

from __future__ import annotations

import pytest

from scholarfolio.content.collections import layouts
from scholarfolio.content.reader import Document, parse_yaml, read_content, read_document
from scholarfolio.values.problems import Problems


def problems_of(text: str) -> list[str]:
    problems = Problems()
    parse_yaml(text, "x.yaml", problems)
    return [str(problem) for problem in problems]


def test_values_stay_as_typed():
    problems = Problems()
    raw = parse_yaml("a: no\nb: 1.10\nc: 2024-08-26\nd: ~\ne: '007'\n", "x.yaml", problems)
    assert raw == {"a": "no", "b": "1.10", "c": "2024-08-26", "d": "~", "e": "007"}
    assert not problems


def test_places_are_those_of_the_value_or_of_its_name():
    text = "title: x\nauthors:\n  - Ada\n  - {name: Bob, equal: true}\n"
    document = Document("x.yaml", text, {})
    assert str(document.place(("authors", 1, "equal"))) == "x.yaml:4:24"
    assert str(document.place(("authors",), key=True)) == "x.yaml:2:1"
    assert str(document.place(())) == "x.yaml:1:1"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("title: PADS: Sampling\n", "1:12", "put quotes around"),
        ("title: 'open\ndate: 2024\n", "1:8", "never closed"),
        ('title: "open\ndate: 2024\n', "1:8", "never closed"),
        ("a: 1\n\tb: 2\n", "2:1", "a tab"),
        ("a: [b, c\nd: e\n", "1:4", "not closed by ]"),
        ("a: {b: c\nd: e\n", "1:4", "not closed by }"),
        ("a: 1\n  b: 2\n", "2:4", "indent the line"),
        ("a:\n  - b\n - c\n", "3:2", "not indented like its neighbours"),
        ("a: 1\nb\n", "2:1", "without its colon"),
        ("a: `code`\n", "1:4", "needs quotes"),
        ("a: 1\n---\nb: 2\n", "2:1", "second document"),
        ("a: 1\nb: 2\na: 3\n", "3:1", 'the field "a" is given twice (first on line 1)'),
        ('a: "\\beta-decay"\n', "1:5", 'turns "\\beta" into'),
        ('a: "the \\nu mass"\n', "1:9", 'turns "\\nu" into'),
        ('a: "\\emph{x}"\n', "1:5", 'turns "\\emph" into'),
        ('a: "\\mathbb{R}"\n', "1:5", "single quotes"),
        ("a: &x [1]\nb: *x\n", "1:4", "alias"),
        ("a: x\x07y\n", "1:5", "U+0007"),
        ("[" * 5000, "1:61", "60 levels"),
        ("- " * 5000, "1:121", "60 levels"),
    ],
)
def test_broken_yaml_is_explained_at_its_place(text, place, part):
    found = problems_of(text)
    assert len(found) == 1, found
    assert found[0].startswith(f"x.yaml:{place}: "), found
    assert part in found[0], found


@pytest.mark.parametrize(
    "text", ['a: "line one\\nline two"', 'a: "tab\\there"', 'a: "\\u00e9t\\u00e9"', "a: '\\beta'", "a: 3 * 4 & 5"]
)
def test_what_is_meant_is_not_reported(text):
    assert problems_of(text) == []


def test_several_faults_in_one_file_are_all_reported():
    found = problems_of('a: "\\alpha"\nb: "\\nu"\nc: *x\n')
    assert [problem.split(":")[1] for problem in found] == ["1", "2", "3"]


def test_a_billion_laughs_is_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert all("alias" in problem for problem in problems_of(bomb))
    assert problems_of(bomb)


def test_encodings_are_named_with_the_place_of_the_first_wrong_byte(content):
    folder = content("papers/a.yaml", "")
    (folder / "papers/a.yaml").write_bytes("title: x\nvenue: Universität\n".encode("latin-1"))
    (folder / "papers/b.yaml").write_bytes("title: x\n".encode("utf-16"))
    (folder / "papers/c.yaml").write_bytes("\ufefftitle: with a mark\r\ndate: 2024\r\n".encode())
    problems = Problems()
    sources = read_content(folder, layouts(), problems).records["papers"]
    documents = [read_document(source.path, source.shown, problems) for source in sources]
    assert [str(problem) for problem in problems] == [
        "content/papers/a.yaml:2:17: the file's encoding is not UTF-8; save it as UTF-8",
        "content/papers/b.yaml:1:1: the file's encoding is UTF-16; save it as UTF-8",
    ]
    assert [document and document.data for document in documents] == [
        None,
        None,
        {"title": "with a mark", "date": "2024"},
    ]


def test_files_that_are_not_read_are_named_with_the_nearest_that_would_be(content):
    content("profle.yaml", "name: x\n")
    content("papers/notes.txt", "x")
    folder = content("paper/x.yaml", "x: y\n")
    problems = Problems()
    read_content(folder, layouts(), problems)
    text = "\n".join(map(str, problems))
    assert 'did you mean "profile.yaml"?' in text
    assert 'did you mean "papers"?' in text
    assert "papers/notes.txt: warning: is not read" in text


def test_front_matter_counts_lines_from_the_top_of_the_file(content):
    folder = content("pages/teaching.md", "---\ntitle: x\ntitel: y\n---\n# Heading\n")
    problems = Problems()
    (page,) = read_content(folder, layouts(), problems).records["pages"]
    assert page.body == "# Heading\n"
    assert str(page.place(("titel",), key=True)) == "content/pages/teaching.md:3:1"
