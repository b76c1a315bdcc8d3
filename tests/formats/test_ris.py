"""RIS: what is written says the same to other programs and reads back; what others write is read without loss."""

import re
from pathlib import Path

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_strategies import on_one_line, read_paper, records, texts

from scholarfolio.content.models import Paper
from scholarfolio.content.schema import specs
from scholarfolio.formats.parsed import ImportedRecord
from scholarfolio.formats.plain_texts import tex_source
from scholarfolio.formats.registry import writer_of
from scholarfolio.formats.ris import writer as ris
from scholarfolio.formats.ris.reader import loads
from scholarfolio.text import Tex
from scholarfolio.values.paper_types import PAPER_TYPES


def tags(**raw) -> list[str]:
    """The lines of the record for a paper, between the type and the end."""
    return ris.dumps(read_paper({"title": "A Title", **raw})).split("\r\n")[1:-2]


def read(*lines: str) -> ImportedRecord:
    """The one record in these lines, to which a type, a title and an end are added where they have none."""
    kind = [] if lines[0].startswith("TY") else ["TY  - JOUR"]
    title = [] if any(line.startswith("TI") for line in lines) else ["TI  - A Title"]
    parsed = loads("\n".join([*kind, *lines, *title, "ER  - "]))
    assert not parsed.rejected
    (record,) = parsed.records
    return record


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_record_is_written_line_by_line():
    raw = {
        "title": "On Computable Numbers",
        "subtitle": "A Correction",
        "authors": ["Alan Mathison Turing", "Jan van der Berg", "Sammy Davis Jr.", "ATLAS Collaboration"],
        "date": "1936-11-30",
        "type": "article",
        "journal": "Proceedings of the London Mathematical Society",
        "volume": "42",
        "number": "1",
        "pages": "230--265",
        "issn": ["0024-6115", "1460-244X"],
        "doi": "10.1112/plms/s2-42.1.230",
        "arxiv": "2101.00001",
        "pubmed": "123",
        "url": "https://example.org/turing",
        "pdf": "https://example.org/turing.pdf",
        "language": "en",
        "keywords": ["numbers", "machines"],
        "note": r"Read \emph{twice}",
        "abstract": "The $x_1$ may be\n\ndescribed.",
        "summary": "Never exported.",
    }
    assert ris.dumps(read_paper(raw)).split("\r\n") == [
        "TY  - JOUR",
        "ID  - the-id",
        "TI  - On Computable Numbers: A Correction",
        "AU  - Turing, Alan Mathison",
        "AU  - van der Berg, Jan",
        "AU  - Davis, Sammy, Jr.",
        "AU  - ATLAS Collaboration",
        "PY  - 1936",
        "DA  - 1936/11/30/",
        "T2  - Proceedings of the London Mathematical Society",
        "VL  - 42",
        "IS  - 1",
        "SP  - 230",
        "EP  - 265",
        "SN  - 0024-6115, 1460-244X",
        "DO  - 10.1112/plms/s2-42.1.230",
        "DB  - PubMed",
        "AN  - 123",
        "UR  - https://example.org/turing",
        "UR  - https://arxiv.org/abs/2101.00001",
        "L1  - https://example.org/turing.pdf",
        "LA  - en",
        "KW  - numbers",
        "KW  - machines",
        "N1  - Read twice",
        "AB  - The x₁ may be described.",
        "ER  - ",
        "",
    ]


def test_a_date_is_as_precise_as_it_is_known():
    assert tags(date="2024-08-26")[2:] == ["PY  - 2024", "DA  - 2024/08/26/"]
    assert tags(date="2024-08")[2:] == ["PY  - 2024", "DA  - 2024/08//"]
    assert tags(date="2024")[2:] == ["PY  - 2024"]
    assert tags()[2:] == []


def test_others_are_no_author_but_a_note():
    lines = tags(authors=["Ada Lovelace", "others"], note="In press")
    assert lines[2:] == ["AU  - Lovelace, Ada", "N1  - In press", f"N1  - {ris.OTHERS}"]
    assert read(*lines).raw["authors"] == ["Ada Lovelace", "others"]
    assert read(*lines).raw["note"] == "In press"


def test_a_conference_paper_names_the_conference_and_the_proceedings():
    lines = tags(type="inproceedings", venue="NeurIPS 2024", booktitle="Advances in Engines", series="LNCS")
    assert lines[2:] == ["T2  - NeurIPS 2024", "C3  - Advances in Engines", "T3  - LNCS"]
    assert tags(type="inproceedings", venue="NeurIPS 2024")[2:] == ["T2  - NeurIPS 2024", "C3  - NeurIPS 2024"]


@pytest.mark.parametrize(
    ("kind", "editors", "series"),
    [("chapter", "A2", "T3"), ("inproceedings", "A2", "T3"), ("book", "A3", "T2"), ("proceedings", "AU", "T2")],
)
def test_editors_and_series_stand_where_the_type_has_them(kind: str, editors: str, series: str):
    lines = tags(type=kind, editor=["Mary Somerville"], series="Lectures")
    assert f"{editors}  - Somerville, Mary" in lines
    assert f"{series}  - Lectures" in lines


def test_the_number_of_a_report_is_also_where_zotero_looks_for_it():
    lines = tags(type="report", institution="Royal Society", number="RS-1", issn="0024-6115")
    assert lines[2:] == ["PB  - Royal Society", "IS  - RS-1", "SN  - RS-1", "SN  - 0024-6115"]


def test_a_preprint_is_published_by_its_server():
    lines = tags(type="preprint", arxiv="2101.00001")
    assert lines[2:] == ["PB  - arXiv", "UR  - https://arxiv.org/abs/2101.00001", "M3  - Preprint"]


def test_a_file_of_ones_own_is_no_address():
    assert not [line for line in tags(pdf="") if line.startswith("L1")]


@pytest.mark.parametrize("kind", PAPER_TYPES)
def test_every_type_reads_back(kind: str):
    text = ris.dumps(read_paper({"title": "A Title", "type": kind, "editor": ["Mary Somerville"]}))
    assert text.startswith(f"TY  - {PAPER_TYPES[kind].ris}\r\n")
    assert loads(text).records[0].raw.get("type", "misc") == kind


def test_a_file_holds_one_record_a_paper():
    papers = [read_paper({"title": title}, title.lower()) for title in ("One", "Two", "Three")]
    text = writer_of("ris").file(map(ris.dumps, papers))
    assert [record.key for record in loads(text).records] == ["one", "two", "three"]
    assert [record.line for record in loads(text).records] == [1, 6, 11]
    assert [record["title"] for record in rispy.loads(text)] == ["One", "Two", "Three"]


# --- there and back -------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(records)
def test_a_record_reads_back_as_it_was(raw: dict):
    """``loads(dumps(paper))`` gives the paper's raw record, with nothing to remark."""
    parsed = loads(ris.dumps(read_paper(raw)))
    assert not parsed.rejected
    assert [on_one_line(record.raw) for record in parsed.records] == [raw]
    assert parsed.records[0].key == "the-id"
    assert parsed.records[0].notes == ()


_TRICKY = st.text(st.sampled_from("abc éß漢$%&#_^~`'\"-{}\\\n\t<>TYER:;,.1")).filter(
    lambda text: any(map(str.isalnum, text))
)


@settings(max_examples=150, deadline=None)
@given(_TRICKY, _TRICKY)
def test_nothing_in_a_text_begins_a_line(title: str, abstract: str):
    """Whatever stands in a text, LaTeX or not, it stays on the line of its tag, and rispy reads the very same."""
    paper = read_paper({"title": f"x {title}", "abstract": f"x {abstract}\nER  - \nTY  - BOOK", "type": "article"})
    (record,) = rispy.loads(ris.dumps(paper))
    assert record["title"] == paper.title.plain
    assert record["abstract"] == paper.abstract.plain
    assert record["type_of_reference"] == "JOUR"


@settings(max_examples=150, deadline=None)
@given(records)
def test_rispy_reads_the_same_facts(raw: dict):
    paper = read_paper(raw)
    (record,) = rispy.loads(ris.dumps(paper))
    assert record["id"] == "the-id"
    assert record["title"] == paper.title.plain
    people = paper.authors.named or (paper.editor if paper.type == "proceedings" else ())
    assert len(record.get("authors", [])) == len(people)
    assert record.get("year") == (str(paper.year) if paper.date else None)
    assert record.get("date", "").split("/")[:2] in ([""], (paper.date.iso if paper.date else "").split("-")[:2])
    for tag, field in {"volume": "volume", "number": "number", "edition": "edition", "doi": "doi"}.items():
        assert record.get(tag, "") == getattr(paper, field)
    for tag, field in {"language": "language", "place_published": "address", "section": "chapter"}.items():
        assert record.get(tag, "") == getattr(paper, field)
    assert record.get("accession_number", "") == paper.pubmed
    assert record.get("keywords", []) == list(paper.keywords)
    assert record.get("abstract", "") == paper.abstract.plain
    assert set(filter(None, [paper.url])) <= set(record.get("urls", []))
    assert (paper.journal or paper.booktitle) in (record.get("secondary_title", ""), record.get("custom3", ""), "")


# --- texts ----------------------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab 1.é漢$%&#~`'\"-{}()/:[]")))
def test_plain_text_becomes_latex_that_says_the_same(text: str):
    """So does every text in which nothing looks like a command, a formula or an element of HTML."""
    folded = " ".join(text.split())
    assert Tex(tex_source(folded)).plain == folded


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("Costs of $5 and $6", "Costs of $5 and $6"),
        ("Sets {a, b}", r"Sets \{a, b\}"),
        ("On $B \\to K$ decays", r"On $B \to K$ decays"),
        ('K\\"onig', "König"),
        ("H<sub>2</sub>O & <i>E. coli</i>", r"H\textsubscript{2}O & \emph{E. coli}"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_texts_of_databases_keep_their_meaning(typed: str, source: str):
    assert tex_source(typed) == source


# --- what others write ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2018/4/25"], "2018-04-25"),
        (["Y1  - 1996"], "1996"),
        (["Y1  - 1900/01/01", "DA  - 1950/01/01"], "1950-01-01"),
        (["DA  - 2009/05//Spring"], "2009-05"),
        (["DA  - 2009///"], "2009"),
        (["DA  - 2009/00/00"], "2009"),
        (["DA  - 2016-12-31"], "2016-12-31"),
        (["DA  - December 2016", "PY  - 2016"], "2016-12"),
        (["DA  - Jul 12", "PY  - 2011"], "2011-07-12"),
        (["PY  - 2011", "DA  - July"], "2011-07"),
        (["PY  - 2011///", "Y2  - 2020/01/01"], "2011"),
        (["Y2  - 2020/01/01"], ""),
    ],
)
def test_dates_are_read_in_every_form_and_never_made_more_precise(lines: list[str], date: str):
    assert read(*lines).raw.get("date", "") == date


def test_a_day_that_does_not_exist_is_left_out_and_said():
    record = read("DA  - 2009/02/30")
    assert record.raw["date"] == "2009-02"
    assert record.notes == ("2009-02-30: February 2009 has 28 days; it was left out",)


def test_words_for_a_date_become_a_note():
    assert read("PY  - in press").raw["note"] == "In press"


def test_names_are_read_as_they_are_written():
    people = ["AU  - Baldwin,S.A.", "A1  - KONING, A. P. JASON de", "AU  - Royal Society of Lighthouses", "AU  - OECD"]
    names = ["S.A. Baldwin", "Royal Society of Lighthouses", "OECD", "A. P. JASON de KONING"]
    assert read(*people).raw["authors"] == names
    assert read("AU  - Todd A. Castoe; Gillian Fjord").raw["authors"] == ["Todd A. Castoe", "Gillian Fjord"]
    assert read("AU  - Lovelace, Ada", "AU  - Gull Watchers").raw["authors"] == ["Ada Lovelace", "{Gull Watchers}"]
    assert read("AU  - Lovelace, Ada", "AU  - et al.").raw["authors"] == ["Ada Lovelace", "others"]


def test_who_edits_depends_on_the_type():
    assert read("TY  - EDBOOK", "AU  - Somerville, Mary").raw["editor"] == ["Mary Somerville"]
    assert read("TY  - BOOK", "A3  - Somerville, Mary").raw["editor"] == ["Mary Somerville"]
    assert read("TY  - CHAP", "A2  - Somerville, Mary").raw["editor"] == ["Mary Somerville"]
    assert read("TY  - THES", "ED  - Somerville, Mary").raw["editor"] == ["Mary Somerville"]


def test_lines_without_a_tag_continue_the_one_before():
    record = read("TI  - A Title", "AB  - One line", "and its end.", "", "Another paragraph.", "KW  - a", "b")
    assert record.raw["abstract"] == "One line and its end.\n\nAnother paragraph."
    assert record.raw["keywords"] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "TY - BOOK\rTI - A\rER -\r",
        "\ufeffTY  - BOOK\nTI  - A",
        "TI  - A\nER  - ",
        "x\nTY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B",
    ],
)
def test_records_are_found_whatever_stands_round_them(text: str):
    assert loads(text).records[0].raw["title"] == "A"


def test_keywords_and_pages_are_read_in_the_forms_that_programs_write():
    assert read("KW  - a, b, c").raw["keywords"] == ["a", "b", "c"]
    assert read("KW  - a; b", "KW  - c, d").raw["keywords"] == ["a", "b", "c, d"]
    assert read("SP  - 12-19").raw["pages"] == "12-19"
    assert read("SP  - 12", "EP  - 12-19").raw["pages"] == "12-19"
    assert read("SP  - 12", "EP  - 12").raw["pages"] == "12"
    assert read("C7  - e14").raw["pages"] == "e14"


def test_identifiers_are_found_where_programs_put_them():
    assert read("DO  - https://doi.org/10.5555/1").raw["doi"] == "10.5555/1"
    assert read("M3  - doi: 10.5555/1").raw["doi"] == "10.5555/1"
    assert read("N1  - 10.5555/1").raw == {"title": "A Title", "type": "article", "doi": "10.5555/1"}
    assert read("SN  - 08981221").raw["issn"] == "0898-1221"
    assert read("UR  - PM:123").raw["pubmed"] == "123"
    assert read("UR  - http://arxiv.org/abs/2101.00001").raw["arxiv"] == "2101.00001"
    assert read("UR  - https://a.example/1", "UR  - https://b.example/2").raw["links"] == [
        {"url": "https://b.example/2"}
    ]


def test_what_has_no_place_here_is_said():
    record = read("TY  - XYZ", "AD  - Brine Street", "DO  - soon", "VL  - 1", "VL  - 2", "SN  - n/a", "L1  - C:\\x.pdf")
    assert set(record.notes) == {
        'the type "XYZ" is not known here; the record has none',
        '"soon" is not a DOI, so it was left out',
        '"n/a" is neither an ISBN nor an ISSN, so it was left out',
        "the file that the record names was not imported",
        'the field "VL" is given several times; the first was kept',
        'the field "AD" has no place here and was left out',
    }


def test_a_record_without_title_is_rejected_with_its_line():
    parsed = loads("\nTY  - JOUR\nAU  - Lovelace, Ada\nER  - \n", "x.ris")
    assert (parsed.source, parsed.entries) == ("x.ris", 1)
    assert [(one.line, one.reason) for one in parsed.rejected] == [(2, "the entry has no title")]


_LINES = st.builds(
    "{}  - {}".format,
    st.sampled_from(re.findall("..", "TYERTIAUDAPYSNSPEPURDOKWM3T2C3PBISN1ABXX")),
    texts | st.text(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES | st.text(), max_size=12))
def test_nothing_makes_reading_fail(lines: list[str]):
    """Every record becomes one of ours, with fields of the model, or is rejected."""
    parsed = loads("\n".join(lines))
    assert all(record.raw["title"] and record.raw.keys() <= specs(Paper).keys() for record in parsed.records)


def test_real_files_are_read_without_loss(corpus: Path):
    files = sorted((corpus / "ris").rglob("*.ris"))
    assert files
    for path in files:
        text = path.read_text("utf-8", errors="replace")
        parsed = loads(text, path.name)
        assert parsed.entries == sum(
            line.lstrip("\ufeff").startswith("TY  -") or line.startswith("TY -") for line in text.splitlines()
        ), path
        assert not parsed.rejected, path
