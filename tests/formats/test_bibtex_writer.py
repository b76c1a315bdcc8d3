"""BibTeX as it is written: every fact under its usual name, capitals protected, and readable by others."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.formats.bibtex import writer as bibtex
from scholarfolio.formats.bibtex.reader import load_all
from scholarfolio.formats.registry import FORMATS, find_format
from scholarfolio.importing.importer import import_papers
from scholarfolio.values.paper_types import PAPER_TYPES
from scholarfolio.values.problems import Place, Problems


def paper(**raw) -> Paper:
    """A paper from a raw record; a record that the schema refuses fails the test."""
    problems = Problems()
    raw = {"title": "A Title", **raw}
    at = At(Document("x.yaml", "", raw), Scope(problems, topics=frozenset([raw.get("category", "")])))
    read = read_record(Paper, raw, at, id="the-id", origin=Place("x.yaml"))
    assert not problems, list(problems)
    assert read is not None
    return read


def written(**raw) -> dict[str, str]:
    """The fields of the entry for a record, as they stand behind the equals sign."""
    lines = bibtex.dumps(paper(**raw)).splitlines()[1:-1]
    return {name.strip(): value.rstrip(",") for name, value in (line.split(" = ", 1) for line in lines)}


def test_an_entry_is_written_in_the_usual_order_and_aligned():
    raw = {
        "title": "On Computable Numbers",
        "authors": ["Alan Mathison Turing", "Jan van der Berg", "others"],
        "date": "1936-11-30",
        "type": "article",
        "journal": "Proceedings of the London Mathematical Society",
        "volume": "42",
        "number": "1",
        "pages": "230-265",
        "doi": "10.1112/plms/s2-42.1.230",
        "summary": "Never exported.",
    }
    assert bibtex.dumps(paper(**raw)) == (
        "@article{the-id,\n"
        "  title   = {On Computable Numbers},\n"
        "  author  = {Turing, Alan Mathison and van der Berg, Jan and others},\n"
        "  journal = {Proceedings of the London Mathematical Society},\n"
        "  year    = {1936},\n"
        "  month   = nov,\n"
        "  volume  = {42},\n"
        "  number  = {1},\n"
        "  pages   = {230--265},\n"
        "  doi     = {10.1112/plms/s2-42.1.230},\n"
        "}\n"
    )


def test_an_untyped_paper_is_misc_and_says_nothing_more():
    assert bibtex.dumps(paper()) == "@misc{the-id,\n  title = {A Title},\n}\n"


def test_the_summary_is_never_exported():
    assert "secret" not in bibtex.dumps(paper(summary="secret", abstract="open"))
    assert written(summary="secret", abstract="open")["abstract"] == "{open}"


def test_an_entry_of_the_authors_own_is_kept_as_typed():
    assert bibtex.dumps(paper(bibtex="\n@book{mine,\n title={X}}\n\n")) == "@book{mine,\n title={X}}\n"


WHOLE = {"authors": ["Ada Lovelace"], "date": "1843", "publisher": "Taylor"}


@pytest.mark.parametrize(
    ("kind", "entry", "container"),
    [
        ("article", "article", "journal"),
        ("inproceedings", "inproceedings", "booktitle"),
        ("workshop", "inproceedings", "booktitle"),
        ("chapter", "incollection", "booktitle"),
        ("preprint", "misc", "howpublished"),
        ("dataset", "misc", "howpublished"),
    ],
)
def test_the_venue_takes_the_place_that_the_type_asks_for(kind, entry, container):
    raw = {"type": kind, "venue": "NeurIPS", **WHOLE}
    assert bibtex.dumps(paper(**raw)).startswith(f"@{entry}{{")
    assert written(**raw)[container] == "{NeurIPS}"


def test_the_full_name_of_a_container_goes_before_the_venue():
    fields = written(type="inproceedings", venue="NeurIPS", booktitle="Advances in Engines", **WHOLE)
    assert fields["booktitle"] == "{Advances in Engines}"
    assert "NeurIPS" not in "".join(fields.values())


def test_a_book_does_not_turn_its_venue_into_anything():
    assert written(type="book", venue="Springer", **WHOLE).keys() == {"title", "author", "year", "publisher"}


@pytest.mark.parametrize(
    ("raw", "entry"),
    [
        ({"type": "article", "journal": "J", **WHOLE}, "article"),
        ({"type": "article", **WHOLE}, "misc"),
        ({"type": "chapter", "pages": "1-2", **WHOLE}, "inbook"),
        ({"type": "chapter"}, "misc"),
        ({"type": "report", **WHOLE}, "misc"),
        ({"type": "phdthesis", "school": "X", **WHOLE}, "phdthesis"),
        ({"type": "unpublished", **WHOLE}, "misc"),
        ({"type": "proceedings", "date": "1843"}, "proceedings"),
    ],
)
def test_an_entry_has_what_styles_demand_of_its_type_or_is_misc(raw, entry):
    text = bibtex.dumps(paper(**raw))
    assert text.startswith(f"@{entry}{{")
    assert ("  type " in text) == (entry == "misc")


def test_what_falls_back_on_misc_still_says_where_it_appeared():
    fields = written(type="article", journal="Annals")
    assert (fields["journal"], fields["howpublished"], fields["type"]) == ("{Annals}", "{Annals}", "{Journal article}")


def test_arxiv_papers_carry_eprint_and_class():
    fields = written(arxiv="2101.00001", category="cs.CV")
    assert (fields["eprint"], fields["archiveprefix"], fields["primaryclass"]) == ("{2101.00001}", "{arXiv}", "{cs.CV}")
    assert "primaryclass" not in written(arxiv="2101.00001", category="sea-ice")
    assert "primaryclass" not in written(category="cs.CV")


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("A Practitioner's Guide to Text-to-Image", "A Practitioner's Guide to Text-to-Image"),
        ("WaffleCLIP: A study of 3D kNN-CLIP", "{WaffleCLIP}: A study of {3D} {kNN}-{CLIP}"),
        ("X-ray (COVID-19) of U.S. data", "X-ray ({COVID}-19) of {U.S}. data"),
        ("Vitamin C and the X-ray", "Vitamin {C} and the {X}-ray"),
        ("O'Neill's", "{O'Neill's}"),
        ("k{NN} and {WaffleCLIP}", "k{NN} and {WaffleCLIP}"),
        (r"Bounds of $O(n)$ for $n$", r"Bounds of {$O(n)$} for $n$"),
        (r"\LaTeX\ and \emph{CLIP}", r"{\LaTeX}\ and \emph{CLIP}"),
        (r"On \"UBER", r"On {{\"UBER}}"),
        (r"\O rsted", r"\O rsted"),
        ("王小明 und Öl", "王小明 und Öl"),
        ("iPhone ÄÖ", "{iPhone} {ÄÖ}"),
    ],
)
def test_capitals_that_a_style_would_lower_are_protected(title, protected):
    assert bibtex.protect_capitals(title) == protected


def test_a_subtitle_joins_the_title():
    assert written(title="Engines", subtitle="A Correction")["title"] == "{Engines: A Correction}"
    assert written(title="Who?", subtitle="A Correction")["title"] == "{Who? {A} Correction}"


@pytest.mark.parametrize(
    ("pages", "exported"),
    [("101-117", "101--117"), ("1–9, 12", "1--9, 12"), ("e12", "e12"), ("A1 - A3", "A1--A3"), ("5--9", "5--9")],
)
def test_a_range_of_pages_has_two_hyphens(pages, exported):
    assert written(pages=pages)["pages"] == f"{{{exported}}}"


def test_special_characters_are_escaped_but_not_in_addresses():
    fields = written(publisher="Smith & Sons 100%", url="https://example.org/a_b?c=%20&d", doi="10.1000/a_b")
    assert fields["publisher"] == r"{Smith \& Sons 100\%}"
    assert fields["url"] == "{https://example.org/a_b?c=%20&d}"
    assert fields["doi"] == "{10.1000/a_b}"


def test_an_abstract_of_several_lines_is_indented():
    entry = bibtex.dumps(paper(abstract="One\ntwo.\n\nThree."))
    assert "abstract = {One\n    two.\n\n    Three.},\n" in entry


def test_braces_always_pair():
    entry = bibtex.dumps(paper(title="a { b", publisher="x } y", url="https://example.org/{", note=r"\emph{open"))
    depth = 0
    for char in entry:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


def test_the_registry_knows_bibtex_by_name_and_by_content():
    assert find_format("MY.BIB", "") is FORMATS["bibtex"]
    assert find_format("cite", "\n@article{x,") is FORMATS["bibtex"]
    assert find_format("notes.txt", "an e-mail@address {") is None


# --- what is written can be read again ------------------------------------------------------------------------------

word = st.text(st.sampled_from("abcdeXYZ019éßøŁñ中Ω&%#_"), min_size=1, max_size=8)
words = st.lists(word, min_size=1, max_size=5).map(" ".join).filter(lambda text: re.search(r"[^\W\d_]", text))
texts = words.map(lambda text: f"Q{text}")  # never a lone number, a placeholder or a status
people = st.sampled_from(
    ["Ada Lovelace", "van der Berg, Jan", "Luc Van Gool", "Sammy Davis Jr.", "Zoë Ångström", "王小明", "김, 철수",
     "{ATLAS Collaboration}", "Ernst & Young", "J.-L. d'Alembert", "Plato"]
)  # fmt: skip
numbers = st.integers(1, 999).map(str)
FACTS = {
    "title": texts,
    "subtitle": texts,
    "authors": st.lists(people, min_size=1, max_size=5, unique=True),
    "editor": st.lists(people, min_size=1, max_size=2, unique=True),
    "date": st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(lambda day: day.isoformat()[:7]),
    "type": st.sampled_from(sorted(PAPER_TYPES.keys() - {"misc", "workshop"})),
    "journal": texts,
    "booktitle": texts,
    "series": texts,
    "volume": numbers,
    "number": numbers,
    "pages": st.tuples(numbers, numbers).map("-".join) | numbers,
    "chapter": numbers,
    "edition": texts,
    "publisher": texts,
    "institution": texts,
    "school": texts,
    "organization": texts,
    "address": texts,
    "howpublished": texts,
    "doi": word.map(lambda text: f"10.5555/{text}"),
    "arxiv": st.sampled_from(["2101.00001", "math.AG/0601001", "hep-th/9901001v2"]),
    "pubmed": numbers,
    "isbn": st.just(["978-3-16-148410-0"]),
    "issn": st.just(["0162-8828"]),
    "url": word.map(lambda text: f"https://example.org/{text}"),
    "note": texts,
    "keywords": st.lists(texts, min_size=1, max_size=3, unique=True),
    "language": st.sampled_from(["de", "pt-BR"]),
    "abstract": texts,
}


def fact(one: Paper, name: str):
    """A fact in a form that can be compared."""
    value = getattr(one, name)
    if name == "authors":
        return [author.name.sort_key for author in value.named], value.others
    if name == "editor":
        return [editor.sort_key for editor in value]
    if name == "pages":
        return re.sub("[–-]+", "-", value)
    return value.plain if hasattr(value, "plain") else value


@given(
    st.fixed_dictionaries({"title": texts}, optional={k: v for k, v in FACTS.items() if k != "title"}), st.booleans()
)
@settings(max_examples=150, deadline=None)
def test_every_fact_survives_writing_and_reading(raw, others):
    if others and "authors" in raw:
        raw["authors"] = [*raw["authors"], "others"]
    first = paper(**raw)
    entry = bibtex.dumps(first)
    (parsed,) = load_all({"x.bib": entry})
    assert len(parsed.records) == parsed.entries == 1, entry
    second = paper(**parsed.records[0].raw)
    changed = {"subtitle", "title"} if "subtitle" in raw else set()  # BibTeX has no subtitle: it ends in the title
    if raw.get("howpublished") in (raw.get("journal"), raw.get("booktitle")):
        changed |= {"howpublished"}  # said twice
    if first.type.endswith("thesis"):
        changed |= {"institution", "school"}  # biblatex calls a thesis's university its institution
    if first.arxiv and first.type in ("article", "report", "unpublished", "book"):
        changed |= {"type"}  # what has nothing but an arXiv id is a preprint
    for name in raw.keys() - changed:
        assert fact(second, name) == fact(first, name), entry


def test_a_real_site_survives_export_and_import(site, tmp_path):
    """All papers of the three sites, through a file."""
    path = tmp_path / "papers.bib"
    path.write_text("\n".join(bibtex.dumps(paper) for paper in site.papers), "utf-8")
    if not site.papers:
        return
    imported = import_papers([str(path)])
    assert imported.rejected == 0
    read = {record.id: record.paper for record in imported.records}
    for paper in site.papers:
        if paper.bibtex:
            continue
        again = read[paper.id]
        assert again.title.plain.startswith(paper.title.plain)
        for name in FACTS.keys() - {"title", "subtitle", "date", "type", "journal", "booktitle", "howpublished"}:
            if fact(paper, name) and "<" not in str(fact(paper, name)):  # HTML is taken for a publisher's
                assert fact(again, name) == fact(paper, name), (paper.id, name)
