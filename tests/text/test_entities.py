"""Entities of HTML: every one of the standard's table, in every importer and in records typed by hand."""

from html.entities import html5

import pytest

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.formats.bibtex.reader import load_all
from scholarfolio.formats.csl_json import reader as csl_json
from scholarfolio.formats.ris import reader as ris
from scholarfolio.text import Tex
from scholarfolio.text.entities import decoded, decoded_tex
from scholarfolio.values.problems import Place, Problems

VISIBLE = {
    name: value for name, value in html5.items() if name.endswith(";") and value.isprintable() and not value.isspace()
}


def test_every_entity_of_the_standard_is_read_as_plain_text_and_as_tex():
    assert len(VISIBLE) > 2000
    for name, value in VISIBLE.items():
        assert decoded(f"a&{name}b") == f"a{value}b"
        for form in ("&", r"\&", r"{\&}", "&amp;", r"\&amp;"):
            assert Tex(f"({decoded_tex(f'{form}{name}')})").plain == f"({value})", (form, name)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"\&\#38;", r"\&"),
        (r"{\&}{\#}x27;", "'"),
        ("&#39;", "'"),
        ("&#xe9;", "é"),
        ("&#150;", "–"),
        ("&amp;amp;eacute;", "é"),
        ("&nbsp;", " "),
        ("a&shy;b", "ab"),
        ("&#123;", r"\{"),
        # none, or none that can be meant
        ("AT&T; R&D; a&b", "AT&T; R&D; a&b"),
        ("&notathing; &eacute &#0; &#xD800; &#7;", "&notathing; &eacute &#0; &#xD800; &#7;"),
        ("a & b; c", "a & b; c"),
    ],
)
def test_entities_in_tex(typed, text):
    assert decoded_tex(typed) == text


def test_entities_are_read_before_anything_is_split():
    record = load_all(
        {
            "x": r"@inproceedings{k, title={Caf&eacute; &ndash; na&iuml;ve}, booktitle={Research \&\#38; Development},"
            "author={O&#39;Neil, Sean and M&uuml;ller, A. and Garc&#237;a, J.}, keywords={a &amp; b; c},"
            "url={https://example.org/?a=1&amp;b=2}}"
        }
    )[0].records[0]
    assert record.notes == ()
    assert record.raw == {
        "title": "Café – naïve",
        "authors": ["Sean O'Neil", "A. Müller", "J. García"],
        "booktitle": "Research & Development",
        "type": "inproceedings",
        "keywords": ["a & b", "c"],
        "url": "https://example.org/?a=1&b=2",
    }


def test_entities_in_formats_without_tex():
    record = ris.loads(
        "TY  - JOUR\nTI  - &alpha; &lt;i&gt;x&lt;/i&gt;\nAU  - O&#39;Neil, Sean\nKW  - a &amp; b\nER  - \n"
    )
    assert record.records[0].raw == {
        "title": r"α \emph{x}",
        "authors": ["Sean O'Neil"],
        "keywords": ["a & b"],
        "type": "article",
    }
    item = (
        '[{"id": "k", "title": "Caf&eacute;", "author": [{"family": "O&#39;Neil", "given": "Sean"}, "A M&uuml;ller"]}]'
    )
    assert csl_json.loads(item).records[0].raw == {"title": "Café", "authors": ["Sean O'Neil", "A Müller"]}


def test_entities_in_records_typed_by_hand_are_read_and_warned_about():
    problems = Problems()
    raw = {
        "title": r"Caf&eacute; \& &amp; $a &lt; b$",
        "authors": ["O&#39;Neil, Sean", r"{M\"uller &amp; Sons}"],
        "venue": "R&amp;D",
        "url": "https://example.org/?a=1&amp;b=2&copy=3",
        "summary": "&eacute; is right in Markdown",
    }
    document = Document("x.yaml", "\n".join(f"{name}: x" for name in raw), raw)
    paper = read_record(Paper, raw, At(document, Scope(problems)), id="x", origin=Place("x.yaml"))
    assert paper.title.plain == "Café & & a<b"
    assert [author.name.display for author in paper.authors.named] == ["Sean O'Neil", "Müller & Sons"]
    assert (paper.venue, paper.url) == ("R&D", "https://example.org/?a=1&b=2&copy=3")
    assert [problem.severity for problem in problems] == ["warning"] * 5
    assert str(next(iter(problems))) == (
        'x.yaml:1:8: warning: "&eacute;" is HTML, which has no meaning here; it was read as "é", so write that'
    )
