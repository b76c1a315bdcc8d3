"""Records as YAML: what is written reads back as the same, and looks as an author would type it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.content.reader import parse_yaml
from scholarfolio.content.yaml_writer import dump_record
from scholarfolio.text.clean import without_controls
from scholarfolio.values.problems import Problems


def test_a_record_is_written_as_an_author_would_type_it():
    raw = {
        "abstract": "First line\nsecond line.\n\nAnother paragraph.",
        "authors": ["Ada Lovelace", "Babbage, Charles", "others"],
        "doi": "10.5555/1",
        "title": "On Engines: a 'study'",
        "volume": "37",
        "links": [{"label": "Appendix", "url": "https://example.org/a"}],
        "date": "2024-08-26",
    }
    assert dump_record(raw) == (
        "title: 'On Engines: a ''study'''\n"
        "authors: [Ada Lovelace, 'Babbage, Charles', others]\n"
        "date: 2024-08-26\n"
        "volume: 37\n"
        "doi: 10.5555/1\n"
        "links: [{label: Appendix, url: 'https://example.org/a'}]\n"
        "abstract: |-\n  First line\n  second line.\n\n  Another paragraph.\n"
    )


def test_a_long_author_list_has_one_name_a_line():
    names = [f"Person Number {number}" for number in range(30)]
    assert dump_record({"authors": names}).splitlines()[:3] == [
        "authors:",
        "  - Person Number 0",
        "  - Person Number 1",
    ]


def test_a_mapping_that_does_not_fit_on_a_line_is_a_block():
    url = f"https://example.org/{'x' * 120}"
    assert dump_record({"links": [{"label": "A: b", "url": url}]}) == f"links:\n  - label: 'A: b'\n    url: {url}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        (r"$\beta$ and \emph{x}", r"'$\beta$ and \emph{x}'"),
        ("no", "no"),
        ("1.10", "1.10"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("a #b", "'a #b'"),
        ("a: b", "'a: b'"),
        ("ends:", "'ends:'"),
        ("- x", "'- x'"),
        ("", "''"),
        ("[x]", "'[x]'"),
        ("Łódź", "Łódź"),
        ("王小明", "王小明"),
        ('"quoted"', "'\"quoted\"'"),
    ],
)
def test_only_what_yaml_would_misread_is_quoted(text, written):
    assert dump_record({"title": text}) == f"title: {written}\n"


texts = st.text(
    st.one_of(st.characters(blacklist_categories=["Cs"]), st.sampled_from(" \n:#-'\"[]{},&*!|>%@`\\?~=.")), max_size=25
).map(without_controls)
names = st.one_of(st.sampled_from(["title", "authors", "note", "own"]), texts.filter(lambda text: "\n" not in text))
values = st.recursive(
    texts, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=3)), max_leaves=8
)


@given(st.dictionaries(names, values, max_size=4))
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back_as_the_same(raw):
    """Whatever a record holds; and the site's own reader finds no fault with it."""
    written = dump_record(raw)
    assert (yaml.load(written, Loader=yaml.CBaseLoader) or {}) == raw
    problems = Problems()
    assert (parse_yaml(written, "x.yaml", problems) or {}) == raw
    assert not problems
