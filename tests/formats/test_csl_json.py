"""CSL-JSON: what is written says the same to citation processors and reads back; what others write is read."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_strategies import on_one_line, read_paper, records, texts

from scholarfolio.content.models import Paper
from scholarfolio.content.schema import specs
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.formats.csl_json.reader import loads
from scholarfolio.formats.parsed import ImportedRecord
from scholarfolio.formats.registry import writer_of
from scholarfolio.values.paper_types import PAPER_TYPES


def write(*papers: Paper) -> str:
    return writer_of("csl-json").file(map(csl_json.dumps, papers))


def item(**raw) -> dict:
    """What is written of a paper besides its id, its type and its title."""
    written = csl_json.item(read_paper({"title": "A Title", **raw}))
    return {name: value for name, value in written.items() if name not in ("id", "type", "title")}


def read(**fields) -> ImportedRecord:
    """The record for an item, which is a journal article with a title where nothing else is said."""
    parsed = loads(json.dumps([{"type": "article-journal", "title": "A Title", **fields}]))
    assert not parsed.rejected
    (record,) = parsed.records
    return record


# --- writing --------------------------------------------------------------------------------------------------------


def test_an_item_is_written_field_by_field():
    raw = {
        "title": "On Computable Numbers",
        "subtitle": "A Correction",
        "authors": ["Alan Mathison Turing", "Jan van der Berg", "Sammy Davis Jr.", "ATLAS Collaboration", "others"],
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
        "language": "en",
        "keywords": ["numbers", "machines"],
        "note": r"Read \emph{twice}",
        "abstract": "The $x_1$ may be\n\ndescribed.",
        "summary": "Never exported.",
    }
    assert write(read_paper(raw)).splitlines() == [
        "[",
        " {",
        '  "id": "the-id",',
        '  "type": "article-journal",',
        '  "title": "On Computable Numbers: A Correction",',
        '  "author": [{"family": "Turing", "given": "Alan Mathison"}, '
        '{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, '
        '{"family": "Davis", "given": "Sammy", "suffix": "Jr."}, {"literal": "ATLAS Collaboration"}],',
        '  "issued": {"date-parts": [[1936, 11, 30]]},',
        '  "container-title": "Proceedings of the London Mathematical Society",',
        '  "volume": "42",',
        '  "issue": "1",',
        '  "archive": "arXiv",',
        '  "archive_location": "2101.00001",',
        '  "page": "230-265",',
        '  "DOI": "10.1112/plms/s2-42.1.230",',
        '  "PMID": "123",',
        '  "ISSN": "0024-6115, 1460-244X",',
        '  "URL": "https://example.org/turing",',
        '  "language": "en",',
        '  "keyword": "numbers, machines",',
        '  "note": "Read twice",',
        '  "abstract": "The x₁ may be described.",',
        '  "custom": {"others": true}',
        " }",
        "]",
    ]


def test_a_date_is_as_precise_as_it_is_known():
    assert item(date="2024-08-26")["issued"] == {"date-parts": [[2024, 8, 26]]}
    assert item(date="2024-08")["issued"] == {"date-parts": [[2024, 8]]}
    assert item(date="2024")["issued"] == {"date-parts": [[2024]]}
    assert item() == {}


def test_others_are_no_author():
    assert item(authors=["Ada Lovelace", "others"]) == {
        "author": [{"family": "Lovelace", "given": "Ada"}],
        "custom": {"others": True},
    }


def test_the_number_goes_by_the_name_that_the_type_has_for_it():
    assert item(type="article", number="2") == {"issue": "2"}
    assert item(type="book", number="2", series="Lectures") == {
        "collection-title": "Lectures",
        "collection-number": "2",
    }
    assert item(type="report", number="TR-2") == {"number": "TR-2"}


def test_who_publishes_depends_on_the_type():
    assert item(type="phdthesis", school="University of London")["publisher"] == "University of London"
    assert item(type="report", institution="Royal Society", publisher="Reed")["publisher"] == "Royal Society"
    assert item(type="dataset", venue="Zenodo") == {"publisher": "Zenodo"}
    assert item(type="book", publisher="Reed", address="London") == {"publisher": "Reed", "publisher-place": "London"}


def test_a_preprint_has_its_arxiv_id_for_its_number():
    url = "https://arxiv.org/abs/2101.00001"
    preprint = {"publisher": "arXiv", "number": "arXiv:2101.00001", "URL": url}
    assert item(type="preprint", arxiv="2101.00001") == preprint
    assert item(type="preprint", arxiv="2101.00001", venue="arXiv", url="https://a.example") == preprint | {
        "URL": "https://a.example"
    }


def test_a_conference_and_its_proceedings_are_told_apart():
    both = {"type": "inproceedings", "venue": "NeurIPS 2024", "booktitle": "Advances in Engines"}
    assert item(**both) == {"container-title": "Advances in Engines", "event-title": "NeurIPS 2024"}
    assert item(type="inproceedings", venue="NeurIPS 2024") == {"container-title": "NeurIPS 2024"}
    assert item(type="poster", venue="NeurIPS 2024") == {"genre": "Poster", "event-title": "NeurIPS 2024"}


def test_no_latex_and_no_line_breaks_are_left():
    text = write(read_paper({"title": "The \\emph{$\\ell_2$}~norm --- a\ntale", "publisher": r"Reed \& Sons"}))
    assert json.loads(text)[0]["title"] == "The ℓ₂ norm — a tale"
    assert json.loads(text)[0]["publisher"] == "Reed & Sons"


def test_a_file_is_one_array():
    papers = [read_paper({"title": title}, title.lower()) for title in ("One", "Two", "Three")]
    text = write(*papers)
    assert [one["title"] for one in json.loads(text)] == ["One", "Two", "Three"]
    assert [record.key for record in loads(text).records] == ["one", "two", "three"]
    assert [record.line for record in loads(text).records] == [2, 7, 12]
    assert json.loads(write()) == []


@pytest.mark.parametrize("kind", PAPER_TYPES)
def test_every_type_reads_back(kind: str):
    people = {"editor" if kind == "proceedings" else "authors": ["Mary Somerville"]}
    text = write(read_paper({"title": "A Title", "type": kind, **people}))
    assert json.loads(text)[0]["type"] == PAPER_TYPES[kind].csl
    assert loads(text).records[0].raw.get("type", "misc") == kind


# --- there and back -------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(records)
def test_a_record_reads_back_as_it_was(raw: dict):
    """``loads(dumps(paper))`` gives the paper's raw record, with nothing to remark."""
    parsed = loads(write(read_paper(raw)))
    assert not parsed.rejected
    assert [on_one_line(record.raw) for record in parsed.records] == [raw]
    assert parsed.records[0].key == "the-id"
    assert parsed.records[0].notes == ()


@settings(max_examples=150, deadline=None)
@given(records)
def test_json_says_the_same_facts(raw: dict):
    """Seen without our reader: every fact stands under the name that CSL has for it."""
    paper = read_paper(raw)
    (written,) = json.loads(write(paper))
    assert (written["id"], written["title"]) == ("the-id", paper.title.plain)
    for field, people in {"author": [author.name for author in paper.authors.named], "editor": paper.editor}.items():
        names = written.get(field, [])
        assert [name.get("literal", "") or name["family"] for name in names] == [p.literal or p.family for p in people]
    assert written.get("issued", {}).get("date-parts", [[]])[0] == _parts(paper)
    for field in ("volume", "edition", "language"):
        assert written.get(field, "") == getattr(paper, field)
    assert written.get("DOI", "") == paper.doi
    assert written.get("PMID", "") == paper.pubmed
    assert written.get("collection-title", "") == paper.series
    assert written.get("publisher-place", "") == paper.address
    assert written.get("abstract", "") == paper.abstract.plain
    arxiv = (written.get("archive_location"), written.get("number", "").removeprefix("arXiv:"))
    assert not paper.arxiv or paper.arxiv in arxiv


def _parts(paper: Paper) -> list[int]:
    return [int(part) for part in paper.date.iso.split("-")] if paper.date else []


# --- what others write ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [["2013", 1, 1]]}, "2013-01-01"),
        ({"date-parts": [[2013, "05"]]}, "2013-05"),
        ({"date-parts": [[2013, None, None]]}, "2013"),
        ({"date-parts": [[2013, 0]]}, "2013"),
        ({"date-parts": [[2013], [2015]]}, "2013"),
        ({"date-parts": [2013, 5]}, "2013"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
        ({"raw": "2013-05-01"}, "2013-05-01"),
        ({"literal": "May 2013"}, "2013-05"),
        ("2013", "2013"),
        (2013, "2013"),
        ({"date-parts": [[-44, 3, 15]]}, ""),
        ({"date-parts": [[2013, 2, 30]]}, "2013-02"),
        ({"date-parts": [[2013, 21]]}, "2013"),
    ],
)
def test_dates_are_read_in_every_form_and_never_made_more_precise(issued: object, date: str):
    assert read(issued=issued).raw.get("date", "") == date


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ({"family": "Lovelace", "given": "Ada"}, "Ada Lovelace"),
        ({"family": "van der Berg", "given": "Jan"}, "Jan van der Berg"),
        ({"family": "Berg", "given": "Jan", "dropping-particle": "van der"}, "Jan van der Berg"),
        ({"family": "Davis", "given": "Sammy", "suffix": "Jr."}, "Sammy Davis Jr."),
        ({"family": "ATLAS Collaboration", "given": ""}, "ATLAS Collaboration"),
        ({"literal": "Gull Watchers"}, "{Gull Watchers}"),
        ({"family": "小明", "given": "王"}, "小明, 王"),
        ({"given": "Pelagia"}, "Pelagia"),
        ({"name": "Royal Society"}, "Royal Society"),
        ("Lovelace, Ada", "Ada Lovelace"),
    ],
)
def test_names_are_read_from_their_parts(name: object, typed: str):
    assert read(author=[name]).raw["authors"] == [typed]


def test_others_are_known_in_every_form():
    ada = {"family": "Lovelace", "given": "Ada"}
    for more in ({"literal": "others"}, {"family": "others"}, {"literal": "et al."}):
        assert read(author=[ada, more]).raw["authors"] == ["Ada Lovelace", "others"]


def test_numbers_are_told_apart():
    assert read(issue=2, volume=7).raw.items() >= {"number": "2", "volume": "7"}.items()
    assert read(number="e14").raw["pages"] == "e14"
    assert read(type="report", number="TR-1").raw["number"] == "TR-1"
    record = read(type="book", **{"collection-number": "3", "number": "4"})
    assert (record.raw["number"], record.notes) == ("3", ('the field "number" has no place here and was left out',))


def test_identifiers_are_found_where_programs_put_them():
    assert read(DOI="https://doi.org/10.5555/1").raw["doi"] == "10.5555/1"
    assert read(number="arXiv:2101.00001").raw["arxiv"] == "2101.00001"
    assert read(archive="arXiv", archive_location="hep-th/9901001").raw["arxiv"] == "hep-th/9901001"
    assert read(URL="http://arxiv.org/abs/2101.00001").raw["arxiv"] == "2101.00001"
    record = read(note="PMID: 12\narXiv:2101.00001 [cs]\nIn press")
    assert record.raw.items() >= {"pubmed": "12", "arxiv": "2101.00001", "note": "In press"}.items()
    assert read(ISSN=["0162-8828", "1939-3539"]).raw["issn"] == ["0162-8828", "1939-3539"]
    assert read(publisher={"name": "DataCite"}).raw["publisher"] == "DataCite"


def test_types_of_other_vocabularies_are_understood():
    assert read(type="thesis", genre="Doctoral dissertation").raw["type"] == "phdthesis"
    assert read(type="book", editor=[{"family": "Reed", "given": "Robin"}]).raw["type"] == "proceedings"
    assert "type" not in read(type="webpage").raw
    record = read(type="treaty")
    assert record.notes == ('the type "treaty" is not known here; the record has none',)


def test_what_has_no_place_here_is_said():
    record = read(
        DOI="soon", dimensions="A4", issued={"date-parts": [[2013]], "circa": True}, author=[{}, None], accessed={}
    )
    assert set(record.notes) == {
        '"soon" is not a DOI, so it was left out',
        'the field "dimensions" has no place here and was left out',
        '"circa" of the date was left out',
        'in "author" stands what is not a name; it was left out',
    }


def test_an_array_may_stand_in_an_object_or_be_a_single_item():
    entry = {"type": "book", "title": "A"}
    for value in ([entry], entry, {"items": [entry]}, {"references": [entry]}):
        assert [record.raw["title"] for record in loads(json.dumps(value)).records] == ["A"]


def test_items_before_a_fault_are_kept_and_the_fault_has_its_line():
    parsed = loads('[\n{"type": "book", "title": "A"},\n\n{"type": "book", "title" "B"}]', "x.json")
    assert [record.raw["title"] for record in parsed.records] == ["A"]
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (4, "broken JSON: Expecting ':' delimiter: line 4 column 26 (char 60)")
    ]
    assert parsed.source == "x.json"


def test_what_is_no_item_is_rejected():
    parsed = loads('[1, "a", null, {"type": "book"}]')
    assert [one.reason for one in parsed.rejected] == ["an item with fields is expected here"] * 3 + [
        "the entry has no title"
    ]
    assert [loads(text).entries for text in ("", "[", "{", "[]", "TY  - JOUR")] == [1, 1, 1, 0, 1]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "family", "date-parts"]), inner)
    ),
    max_leaves=6,
)
_FIELDS = st.sampled_from(
    [
        *(
            "id",
            "type",
            "title",
            "genre",
            "author",
            "editor",
            "issued",
            "container-title",
            "event",
            "publisher",
            "volume",
        ),
        *("issue", "number", "page", "archive", "DOI", "PMID", "ISBN", "URL", "language", "keyword", "note", "custom"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_FIELDS, _JSON) | _JSON, max_size=3))
def test_nothing_makes_reading_fail(items: list):
    """Every item becomes one of our records, with fields of the model, or is rejected."""
    parsed = loads(json.dumps(items))
    assert parsed.entries == len(items)
    assert all(record.raw["title"] and record.raw.keys() <= specs(Paper).keys() for record in parsed.records)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_no_text_makes_reading_fail(text: str):
    assert loads(text).entries == loads(f"\ufeff{text}").entries


def test_real_files_are_read_without_loss(corpus: Path):
    files = sorted((corpus / "csl-json").rglob("*.json"))
    assert files
    for path in files:
        text = path.read_text("utf-8")
        value = json.loads(text)
        parsed = loads(text, path.name)
        assert len(parsed.records) == (len(value) if isinstance(value, list) else 1), path
