"""Formatted references: the manuals' rules on invented papers, and what no reference may ever say."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import pytest
import yaml
from citation_js import citation_js
from hypothesis import given, settings
from paper_strategies import read_paper, records

from scholarfolio.content.models import Paper
from scholarfolio.formats.bibtex import reader
from scholarfolio.formats.citation_styles import STYLES, StyleError, csl, format_references, style_label
from scholarfolio.formats.citation_styles.bylines import in_order
from scholarfolio.formats.citation_styles.cache import ReferenceCache
from scholarfolio.formats.citation_styles.chicago import _cut
from scholarfolio.formats.citation_styles.wording import headline, plain
from scholarfolio.formats.citation_styles.work import different_digits, last_two_digits, ordinal_edition, shortened
from scholarfolio.formats.csl_json import writer as csl_json

GOLDEN = yaml.load((Path(__file__).parent / "references.yaml").read_text("utf-8"), yaml.BaseLoader)
INVENTED = [read_paper(entry["record"], f"invented-{at}") for at, entry in enumerate(GOLDEN)]


def reference(style: str, **raw: object) -> str:
    """The reference of an invented article by one author, as text."""
    record = {"title": "Tides", "authors": ["Ada Lovelace"], "type": "article", "journal": "Seas", **raw}
    return format_references([read_paper(record)], style, None)["the-id"].plain


# --- the styles that are written here ---------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: entry["claim"])
def test_references_follow_the_manual(entry, style):
    paper = read_paper(entry["record"])
    made = format_references([paper], style, None)["the-id"]
    assert plain(re.sub(r"</?em>", "*", made.html)) == entry[style]
    assert made.plain == entry[style].replace("*", "")


def test_formulas_links_and_special_characters_are_html():
    paper = read_paper(
        {"title": r"On $x<y$ \& z", "authors": ["A. B"], "journal": "R&D", "url": "https://example.org/?a=1&b=2"}
    )
    html = format_references([paper], "apa", None)["the-id"].html
    assert '<math alttext="x&lt;y">' in html
    assert "</math> &amp; z. <em>R&amp;D</em>" in html
    assert '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>' in html


def test_a_script_address_is_no_link():
    record = {"title": "Tides", "doi": '10.1000/"><script>alert(1)</script>'}
    html = format_references([read_paper(record)], "apa", None)["the-id"].html
    assert "<script" not in html
    ElementTree.fromstring(f"<p>{html}</p>")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("attention is all you need", "Attention Is All You Need"),
        ("scikit-learn for the masses: an overview of", "Scikit-Learn for the Masses: An Overview Of"),
        ("iPhone, mT5 and 3d vision with <em>E. coli</em>", "iPhone, mT5 and 3d Vision with <em>E. coli</em>"),
        ("don&#39;t, l’amour and vWorker.com", "Don&#39;t, L’amour and vWorker.com"),
        ("the “end” of <math><mi>x</mi></math>-rays", "The “End” of <math><mi>x</mi></math>-Rays"),
    ],
)
def test_headlines_capitalise_words_and_nothing_else(given, shown):
    assert headline(given) == shown


def test_only_english_titles_become_headlines():
    assert "“Über das meer.”" in reference("mla", title="Über das meer", language="de")
    assert "“Over the Sea.”" in reference("mla", title="Over the sea", language="en-GB")


@pytest.mark.parametrize(
    ("pages", "mla", "chicago", "vancouver"),
    [
        ("3–10", "3–10", "3–10", "3–10"),
        ("71–72", "71–72", "71–72", "71–2"),
        ("100–104", "100–04", "100–104", "100–4"),
        ("107–108", "107–08", "107–8", "107–8"),
        ("321–328", "321–28", "321–28", "321–8"),
        ("1496–1500", "1496–500", "1496–500", "1496–500"),
        ("1103–1104", "1103–04", "1103–4", "1103–4"),
        ("S10–S12, 12:1–12:9", "S10–S12, 12:1–12:9", "S10–S12, 12:1–12:9", "S10–S12, 12:1–12:9"),
        ("1–0", "1–0", "1–0", "1–0"),
    ],
)
def test_ranges_of_pages_are_shortened_as_each_manual_says(pages, mla, chicago, vancouver):
    assert shortened(pages, last_two_digits) == mla
    assert shortened(pages, _cut) == chicago
    assert shortened(pages, different_digits) == vancouver


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2", "2nd"),
        ("Third", "3rd"),
        ("11th ed.", "11th"),
        ("Second Edition", "2nd"),
        ("111", "111th"),
        ("rev.", "rev."),
    ],
)
def test_editions_are_ordinals_where_they_can_be(typed, shown):
    assert ordinal_edition(typed) == shown


def test_single_letters_are_initials():
    paper = read_paper({"title": "Tides", "authors": ["C J Date", "M.D. Ernst"]})
    assert [in_order(author.name) for author in paper.authors.named] == ["C. J. Date", "M. D. Ernst"]


def test_apa_names_twenty_authors_and_of_more_the_last():
    everyone = [f"{letter}. Name{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"]
    assert "NameS, S., & NameT, T. (n.d.)" in reference("apa", authors=everyone[:20])
    assert "NameS, S., … NameU, U. (n.d.)" in reference("apa", authors=everyone)


def test_what_the_title_ends_with_is_not_doubled():
    assert "Tides. Seas." in reference("apa", title="Tides.")
    assert "Tides … Seas." in reference("apa", title="Tides …")
    assert "“Tides!” Seas." in reference("ieee", title="Tides!")
    assert "Tides: Ebb. Seas Inc." in reference("apa", subtitle="Ebb", journal="Seas Inc.")


def test_a_doi_goes_before_any_other_address():
    made = reference("apa", doi="10.5555/1", url="https://example.org")
    assert made.endswith("Seas. https://doi.org/10.5555/1")


# --- what no reference may say ----------------------------------------------------------------------------

FAULTS = re.compile(
    r"1–0\b|\.\.|,,|;;|\(\)|\[\]|“”|‘’|\bNone\b|\\[A-Za-z]+| [,;.:](?=\s|$)|\bundefined\b|\{|\}|&#|&amp;"
)
UNDATED = re.compile(r"n\.d\.|no date|date unknown")


def own_words(paper: Paper) -> str:
    """Everything that the record itself says."""
    texts = [paper.title.plain, paper.subtitle.plain, *(author.name.display for author in paper.authors.named)]
    texts += [name.display for name in paper.editor]
    values = (getattr(paper, field.name) for field in dataclasses.fields(paper))
    return " ".join([*texts, *(value for value in values if isinstance(value, str))])


def faults(papers: list[Paper], made: Mapping[str, object]) -> list[str]:
    """References that say what their records do not."""
    found = []
    for paper in papers:
        text, own = made[paper.id].plain, own_words(paper)
        wrong = [fault[0] for fault in FAULTS.finditer(text) if fault[0].strip() not in own]
        if wrong or (paper.date and UNDATED.search(text) and not UNDATED.search(own)):
            found.append(f"{paper.id} {wrong}: {text}")
    return found


@pytest.mark.parametrize("style", STYLES)
def test_no_invented_reference_has_a_fault(style):
    assert faults(INVENTED, format_references(INVENTED, style, None)) == []


@given(records)
@settings(max_examples=100, deadline=None)
def test_every_record_has_a_well_formed_reference_in_every_style(raw):
    paper = read_paper(raw)
    for style in STYLES:
        made = format_references([paper], style, None)["the-id"]
        words = "".join(ElementTree.fromstring(f"<p>{made.html}</p>").itertext())
        assert made.plain == " ".join(words.split())
        assert paper.year is None or str(paper.year) in made.plain


@pytest.fixture(scope="module")
def real_papers(corpus: Path) -> list[Paper]:
    """Papers from real bibliographies; what the schema refuses is for other tests."""
    papers: list[Paper] = []
    for file in sorted((corpus / "bib-personal").rglob("*.bib")):
        try:
            texts = {file.name: file.read_text("utf-8")}
        except UnicodeDecodeError:
            continue
        for record in (record for parsed in reader.load_all(texts, None) for record in parsed.records):
            try:
                papers.append(read_paper(record.raw, f"p{len(papers)}"))
            except AssertionError:
                continue
    return papers


@pytest.mark.parametrize("style", STYLES)
def test_no_real_reference_has_a_fault(style, real_papers):
    assert len(real_papers) > 1000
    assert faults(real_papers, format_references(real_papers, style, None)) == []


# --- a second processor ---------------------------------------------------------------------------------


def similarity(one: str, other: str) -> float:
    """How much of two references is the same words in the same order, from 0 to 1."""
    first, second = (re.findall(r"[\w/:]+", text.lower().replace("-", "–")) for text in (one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def items_of(papers: list[Paper]) -> list[dict[str, object]]:
    """The papers as another processor takes them."""
    return [
        {k: v for k, v in csl_json.item(paper).items() if k not in ("custom", "note", "abstract")} for paper in papers
    ]


def compared(style: str, papers: list[Paper], made: Mapping[str, object]) -> list[float]:
    theirs = [other.removeprefix("1. ") for other in citation_js(style, items_of(papers))[0]]
    return [similarity(made[paper.id].plain, other) for paper, other in zip(papers, theirs, strict=True)]


@pytest.mark.parametrize("style", ["apa", "vancouver"])
def test_a_second_processor_agrees_on_invented_papers(style):
    """The wording of few types differs (``[Doctoral dissertation]``); no reference is about something else."""
    alike = compared(style, INVENTED, format_references(INVENTED, style, None))
    assert min(alike) > 0.6
    assert sum(alike) / len(alike) > 0.87


@pytest.mark.parametrize("style", ["apa", "vancouver"])
def test_a_second_processor_agrees_on_real_papers(style, real_papers):
    chosen = real_papers[::5]
    alike = compared(style, chosen, format_references(chosen, style, None))
    assert min(alike) > 0.6
    assert sum(alike) / len(alike) > 0.96


# --- styles of the author's own ---------------------------------------------------------------------------

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>Invented</title><id>invented</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation disambiguate-add-year-suffix="true"><layout><text variable="citation-number"/></layout></citation>
  <bibliography et-al-min="4" et-al-use-first="1" second-field-align="flush" subsequent-author-substitute="---">
    <layout suffix=".">
      <text variable="citation-number" prefix="[" suffix="] "/>
      <group delimiter=", ">
        <names variable="author"><name initialize-with=". " and="text"/></names>
        <names variable="editor"><label prefix=" (" suffix=")" form="short"/></names>
        <text variable="title" font-style="italic"/>
        <text variable="container-title" font-variant="small-caps"/>
        <date variable="issued" form="numeric" date-parts="year"/>
        <text variable="page"/>
      </group>
    </layout>
  </bibliography>
</style>
"""
has_pandoc = pytest.mark.skipif(
    not (shutil.which("pandoc") or find_spec("pypandoc")), reason='pip install "scholarfolio[csl]" brings pandoc'
)


def write(folder: Path, text: str, name: str = "own.csl") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


@has_pandoc
def test_a_style_of_ones_own(tmp_path):
    twins = [
        read_paper({"title": title, "authors": authors, "date": "2020", "journal": "Seas", "pages": "1-10"}, key)
        for key, title, authors in (
            ("a", r"On $x<y$ \& \emph{E. coli} < 3", ["Ada Lovelace"]),
            ("b", r"On \texttt{code}", ["Ada Lovelace", "others"]),
        )
    ]
    edited = read_paper({"title": "Book", "type": "proceedings", "editor": ["Mary Somerville"]}, "c")
    made = format_references([*twins, edited], "own.csl", tmp_path / "cache", write(tmp_path, STYLE))
    assert made["a"].plain == "A. Lovelace, On x<y & E. coli < 3, Seas, 2020, 1–10."
    assert '<math alttext="x&lt;y">' in made["a"].html
    assert '<span class="sc">Seas</span>' in made["a"].html
    assert made["b"].plain == "A. Lovelace et al., On code, Seas, 2020, 1–10."
    assert "<code>code</code>" in made["b"].html
    assert made["c"].plain == "Mary Somerville (ed.), Book."


@has_pandoc
def test_both_processors_agree_on_a_style_of_ones_own(tmp_path):
    """pandoc and citeproc-js make the same of the same style."""
    papers = [paper for paper in INVENTED if not paper.authors.others]
    theirs, xml = citation_js("apa", items_of(papers))
    made = format_references(papers, "own.csl", None, write(tmp_path, xml))
    alike = [similarity(made[paper.id].plain, other) for paper, other in zip(papers, theirs, strict=True)]
    assert min(alike) > 0.8
    assert sum(alike) / len(alike) > 0.97


@has_pandoc
def test_no_real_reference_by_pandoc_has_a_fault(tmp_path, real_papers):
    made = format_references(real_papers, "own.csl", None, write(tmp_path, STYLE))
    kept = [paper for paper in real_papers if paper.id in made]
    assert len(kept) == len(real_papers)
    assert faults(kept, made) == []


class Recorded:
    """Stands for pandoc: notes how many items it was given, and answers with HTML of all kinds."""

    version = "pandoc 1"
    given: ClassVar[list[int]] = []

    def __init__(self, style_name: str) -> None:
        self.style_name = style_name

    def bibliography(self, items, style):
        self.given.append(len(items))
        return {
            at: f'<div>{item["title"]} <script>alert(1)</script><a href="javascript:x" onclick="x">y</a></div>'
            for at, item in enumerate(items)
        }


@pytest.fixture
def pandoc(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(csl, "Pandoc", Recorded)
    monkeypatch.setattr(Recorded, "given", [])
    return Recorded.given


def some_papers(*titles: str) -> list[Paper]:
    return [read_paper({"title": title}, title.lower()) for title in titles]


def test_references_are_kept_by_record_and_style(tmp_path, pandoc):
    """Only what is new or changed is made again; another style, or another pandoc, makes all again."""
    folder, cache = write(tmp_path, STYLE), tmp_path / "cache"
    first = format_references(some_papers("Tides", "Ebbs"), "own.csl", cache, folder)
    again = format_references(some_papers("Tides", "Ebbs"), "own.csl", cache, folder)
    assert first == again
    assert pandoc == [2]
    format_references(some_papers("Tides", "Floods"), "own.csl", cache, folder)
    assert pandoc == [2, 1]
    format_references(some_papers("Tides"), "own.csl", cache, write(tmp_path, STYLE.replace("italic", "normal")))
    assert pandoc == [2, 1, 1]
    Recorded.version = "pandoc 2"
    try:
        format_references(some_papers("Tides"), "own.csl", cache, folder)
    finally:
        Recorded.version = "pandoc 1"
    assert pandoc == [2, 1, 1, 1]


@pytest.mark.parametrize("content", ["", "[]", '{"x": 1', '{"x": 1}', "null", "[" * 100_000, "\x00\xff"])
def test_a_broken_cache_is_made_again(tmp_path, pandoc, content):
    folder, cache = write(tmp_path, STYLE), tmp_path / "cache"
    first = format_references(some_papers("Tides"), "own.csl", cache, folder)
    (file,) = cache.iterdir()
    file.write_bytes(content.encode("latin-1"))
    assert format_references(some_papers("Tides"), "own.csl", cache, folder) == first
    assert pandoc == [1, 1]
    assert json.loads(file.read_text("utf-8"))


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path, pandoc):
    blocked = tmp_path / "file"
    blocked.write_text("")
    made = format_references(some_papers("Tides"), "own.csl", blocked / "cache", write(tmp_path, STYLE))
    assert made["tides"].plain == "Tides y"


def test_nothing_unsafe_comes_out_of_pandoc_or_the_cache(tmp_path, pandoc):
    folder, cache = write(tmp_path, STYLE), tmp_path / "cache"
    assert format_references(some_papers("Tides"), "own.csl", cache, folder)["tides"].html == "Tides <a>y</a>"
    (file,) = cache.iterdir()
    file.write_text(json.dumps(dict.fromkeys(json.loads(file.read_text()), "<img src=x onerror=alert(1)>Ebbs")))
    assert format_references(some_papers("Tides"), "own.csl", cache, folder)["tides"].html == "Ebbs"
    assert pandoc == [1]


def test_what_is_kept_can_be_read_while_it_is_written(tmp_path):
    """A file appears whole or not at all, and nothing else is left beside it."""
    kept = ReferenceCache(tmp_path, "name")
    kept |= {"a": "1", "b": "2"}
    kept.save(["a"])
    assert [path.name for path in tmp_path.iterdir()] == ["name.json"]
    assert dict(ReferenceCache(tmp_path, "name")) == {"a": "1"}


# --- problems -----------------------------------------------------------------------------------------------


def problem(style: str, folder: Path = Path()) -> StyleError:
    with pytest.raises(StyleError) as raised:
        format_references(INVENTED[:1], style, None, folder)
    return raised.value


def test_an_unknown_style_is_named_with_the_nearest():
    assert str(problem("chicgo")) == 'unknown citation style "chicgo"; did you mean "chicago"?'
    assert str(problem("nature")).endswith("; choose apa, mla, chicago, ieee, vancouver, harvard, or name a .csl file")
    assert problem("nature").severity == "error"


def test_whoever_wants_no_references_gets_none():
    assert format_references(INVENTED, "none", None) == {}


def test_case_does_not_matter_in_the_name_of_a_style():
    assert (
        format_references(INVENTED, "APA", None)["invented-0"] == format_references(INVENTED, "apa", None)["invented-0"]
    )
    assert style_label("Apa") == "APA"
    assert style_label("files/my-journal.csl") == "My Journal"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<style", 'the citation style "own.csl" cannot be read: unclosed token: line 1, column 0'),
        ("<html/>", '"own.csl" is no citation style; styles can be had from https://www.zotero.org/styles'),
        (
            STYLE.replace(
                "</info>", '<link href="http://www.zotero.org/styles/nature" rel="independent-parent"/></info>'
            ),
            'the citation style "own.csl" only points to another; use that: http://www.zotero.org/styles/nature',
        ),
        (
            re.sub("<bibliography.*</bibliography>", "", STYLE, flags=re.DOTALL),
            'the citation style "own.csl" says nothing about references, only about notes',
        ),
    ],
)
def test_a_file_that_is_no_style_is_reported(tmp_path, pandoc, text, message):
    assert str(problem("own.csl", write(tmp_path, text))) == message


def test_a_missing_style_is_reported(tmp_path):
    assert str(problem("own.csl", tmp_path)) == 'there is no citation style "own.csl"'


def test_without_pandoc_one_line_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(csl, "which", lambda *args, **options: None)
    found = problem("own.csl", write(tmp_path, STYLE))
    assert found.severity == "note"
    assert str(found).endswith("-m pip install pypandoc-binary")
    assert "\n" not in str(found)
