"""BibTeX as it is read: no entry, no name and no fact is lost, and none is made up."""

import logging
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document, parse_yaml
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.content.yaml_writer import dump_record
from scholarfolio.formats.bibtex.reader import load_all
from scholarfolio.formats.parsed import Parsed
from scholarfolio.importing.importer import import_papers
from scholarfolio.values.names import parse_name
from scholarfolio.values.problems import Problems, Stop


def load(text: str) -> Parsed:
    return load_all({"x.bib": text})[0]


def raw(entry: str) -> dict:
    """The record for the only entry of a file."""
    parsed = load(entry)
    assert len(parsed.records) == 1, parsed
    return parsed.records[0].raw


def fields(text: str, kind: str = "article") -> dict:
    return raw(f"@{kind}{{key, title = {{T}},\n{text}}}")


def notes(entry: str) -> str:
    return "\n".join(note for record in load(entry).records for note in record.notes)


def test_a_whole_entry():
    assert raw(r"""@Article{Roth2024,
        title = {{Disentangling {VLMs}: $\ell_1$ and \emph{more}}}, Author = "Roth, Karsten and Akata, Z{\"e}ynep",
        JOURNAL = {Machine Learning \& Co.}, year = 2024, month = aug, volume = 12, number = {3}, pages = {101--117},
        doi = {https://doi.org/10.1000/a\_b}, keywords = {one, two; }, timestamp = {now} }""") == {
        "title": r"Disentangling {VLMs}: $\ell_1$ and \emph{more}",
        "authors": ["Karsten Roth", "Zëynep Akata"],
        "date": "2024-08",
        "journal": "Machine Learning & Co.",
        "volume": "12",
        "number": "3",
        "pages": "101-117",
        "doi": "10.1000/a_b",
        "type": "article",
        "keywords": ["one, two"],
    }  # fmt: skip


# --- files ----------------------------------------------------------------------------------------------------------


def test_duplicate_keys_and_broken_entries_are_accounted_for():
    text = (
        "@article{a, title={One}}\n@article{a, title={Two}}\n@book{b, title={Three\n@misc{c, title={Four}}\n"
        "@misc{d, year=1}"
    )
    parsed = load(text)
    assert [record.raw["title"] for record in parsed.records] == ["One", "Two", "Four"]
    assert [(one.line, one.reason[:13]) for one in parsed.rejected] == [(3, "broken BibTeX"), (5, "the entry has")]
    assert parsed.entries == 5


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("@article{a\n title = {T},\n year = 2001}", "a comma was missing behind the entry's key"),
        ("@article{\n title = {T},\n year = 2001}", "the entry has no key"),
        ("@article{a, title = {T}\n year = 2001}", 'a comma was missing before the field "year"'),
        ("@article{a, title = {T}, , year = 2001}", "there was a comma too many"),
        ("@article{a, title = {T},\n% words, words\n year = 2001}", "its lines that begin with % were left out"),
    ],
)
def test_common_slips_are_mended_and_said(text, note):
    assert raw(text) == {"title": "T", "date": "2001", "type": "article"}
    assert note in notes(text)


def test_comments_strings_and_preambles_are_no_entries():
    text = '@comment{x}\n@string{a = "b"}\n@preamble{"\\def\\x{}"}\nfree text, mail me@example.org\n@misc{k, title = a}'
    parsed = load(text)
    assert (parsed.entries, parsed.records[0].raw["title"]) == (1, "b")


def test_an_entry_behind_a_percent_sign_is_commented_out():
    parsed = load("%@misc{a, title={A}}\n@misc{b, title={B}}")
    assert [record.key for record in parsed.records] == ["b"]
    assert [remark.line for remark in parsed.remarks] == [1]


def test_the_front_matter_of_a_site_generator_is_skipped_and_lines_still_count():
    parsed = load("---\nlayout: x\n---\n{% raw %}\n@misc{a, title={A}}")
    assert [(record.key, record.line) for record in parsed.records] == [("a", 5)]


def test_a_field_given_twice_keeps_the_first_and_says_so():
    text = "@misc{a, title={A}, note={one}, note={two}, url={https://x.org}, URL={https://x.org}}"
    assert raw(text)["note"] == "one"
    assert notes(text) == 'the field "note" is given twice; the first was kept'


def test_macros_join_over_files_in_any_order():
    first, second = load_all(
        {"a.bib": '@article{k, title={T}, journal = jml # " (" # X # ")", month = feb}', "b.bib": "@string{JML = {ML}}"}
    )
    assert first.records[0].raw["journal"] == "ML (X)"
    assert first.records[0].notes == ('the macro "X" is not defined; its name was kept as text',)
    assert second.entries == 0


def test_an_entry_inherits_from_its_crossref():
    parsed = load(
        "@inproceedings{p, title={P}, crossref={C}, pages={1--2}}\n@inproceedings{q, title={Q}, crossref={gone}}\n"
        "@proceedings{c, title={Proceedings of C}, editor={Ada Lovelace}, year=2001, month=mar,\n"
        " publisher={X}, url={u}}"
    )
    assert parsed.records[0].raw == {
        "title": "P",
        "editor": ["Ada Lovelace"],
        "date": "2001-03",
        "type": "inproceedings",
        "booktitle": "Proceedings of C",
        "pages": "1-2",
        "publisher": "X",
    }
    assert parsed.records[1].notes == ('the entry "gone" that it refers to is not there',)
    assert [one.reason for one in parsed.rejected] == ["only lends its facts to the 1 entry that refer to it"]


def test_a_volume_that_the_owner_edited_is_a_publication_of_their_own():
    text = "@proceedings{c, title={C}, editor={Ada L{\\'o}velace}}\n@inproceedings{p, title={P}, crossref={c}}"
    assert load_all({"x": text}, parse_name("Ada Lóvelace"))[0].rejected == ()
    assert len(load_all({"x": text}, parse_name("Karsten Roth"))[0].rejected) == 1


# --- people ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Roth, Karsten and others", ["Karsten Roth", "others"]),
        (r"R. Henschel and \textbf{L. Leal-Taix{\'e}}", ["R. Henschel", "L. Leal-Taixé"]),
        (r"{\bf Roth, K.} and {\textbf{Z. Akata}}", ["K. Roth", "Z. Akata"]),
        (r"{Kansabanik}, Devojyoti and {de Ruiter}, I.~B.", ["Devojyoti Kansabanik", "I. B. de Ruiter"]),
        (r"{ATLAS Collaboration} and {Barnes and Noble}", ["ATLAS Collaboration", "Barnes and Noble"]),
        (r"Jan van der Berg and King, Jr., Martin Luther", ["Jan van der Berg", "Martin Luther King Jr."]),
        (r"Mu{\~n}oz, Jos\'e and \AA sa B\"org", ["José Muñoz", "Åsa Börg"]),
        (r"H.-P.Seidel and A. Mc{I}ntosh", ["H.-P. Seidel", "A. McIntosh"]),
        ("王, 小明 and 李四", ["王, 小明", "李四"]),
        ("张三、李四", ["张三", "李四"]),
        ("S. Keay, M. Millett, L. Parioli, and K. Strutt", ["S. Keay", "M. Millett", "L. Parioli", "K. Strutt"]),
        ("Smith, J., Jones, B. A.", ["J. Smith", "B. A. Jones"]),
        ("Smith, J. & Jones, B.", ["J. Smith", "B. Jones"]),
        (
            "Angus Mol, Csilla Ariese & Aris Politopoulos and X Y",
            ["Angus Mol, Csilla Ariese & Aris Politopoulos", "X Y"],
        ),
        ("Ernst & Young", ["Ernst & Young"]),
        ("St.Louis, Lisa, and Shawn Graham", ["Lisa St.Louis", "Shawn Graham"]),
        (r"Rossi*, E. and Foo Bar$^\dagger$ and Baz Qux\textsuperscript{1}", ["E. Rossi", "Foo Bar", "Baz Qux"]),
        (r"{\psolymos} and \studentname{Kemencei, Z.}", ["psolymos", "Z. Kemencei"]),
        ("Smith et al.", ["Smith", "others"]),
        ("Madonna and Cher", [{"name": "Madonna"}, {"name": "Cher"}]),
    ],
)
def test_author_fields_as_people_write_them(typed, names):
    assert fields(f"author = {{{typed}}}")["authors"] == names


def test_a_collaboration_is_an_author_too():
    authors = fields("author = {Abadie, J. and others}, collaboration = {LIGO Scientific, Virgo}")["authors"]
    assert authors == ["J. Abadie", "LIGO Scientific Collaboration", "Virgo Collaboration", "others"]


@given(st.text(st.sampled_from("ab Z.,{}\\'\"&*$~;-and\n"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_author_field_is_read(text):
    for record in load("@misc{k, title={T}, author = {" + text + "}}").records:
        assert all(isinstance(name, str | dict) for name in record.raw.get("authors", []))


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "date", "note"),
    [
        ("year = 2024", "2024", None),
        ("year = {2024}, month = {9}", "2024-09", None),
        ("year = 2024, month = Sept", "2024-09", None),
        ('year = 2024, month = feb # "~14"', "2024-02-14", None),
        ('year = 2024, month = "14~" # feb', "2024-02-14", None),
        ("year = 2024, month = apr, day = 3", "2024-04-03", None),
        ("date = {2024-08-26}", "2024-08-26", None),
        ("date = {2024-08-26/2024-08-30}", "2024-08-26", None),
        ("year = {2024a}", "2024", None),
        ("year = {July 2015}", "2015-07", None),
        ("year = 2011, month = {April 7--9}", "2011-04", None),
        ("year = 2010, month = {February 30}", "2010-02", None),
        ("year = 2011, month = {July/August}", "2011", "July/August 2011"),
        ("year = 2011, month = {Spring}", "2011", "Spring 2011"),
        ("year = 2009, month = 13", "2009", None),
        ("year = {1998--1999}", "1998", "1998–1999"),
        ("year = {to appear}", None, "To appear"),
        ("year = {2015 (to appear)}", "2015", "To appear"),
        ("year = {n.d.}", None, "n.d."),
        ("year = {c. 1999}", None, "c. 1999"),
        ("month = may", None, None),
        ("", None, None),
    ],
)
def test_dates_are_as_precise_as_they_are_written(typed, date, note):
    record = fields(typed)
    assert (record.get("date"), record.get("note")) == (date, note)


# --- where it appeared ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "arxiv"),
    [
        ("journal = {arXiv preprint arXiv:2001.00001}", "2001.00001"),
        ("journal = {arXiv:1705.08314}", "1705.08314"),
        ("journal = {CoRR}, volume = {abs/1705.08314}", "1705.08314"),
        ("journal = {arXiv e-prints}, eid = {arXiv:2606.31440}, pages = {arXiv:2606.31440}", "2606.31440"),
        ("eprint = {2401.00001}, archivePrefix = {arXiv}", "2401.00001"),
        ("eprint = {hep-th/9901001}, eprinttype = {arxiv}", "hep-th/9901001"),
        ("doi = {arXiv:2401.00001}", "2401.00001"),
        ("doi = {2401.00001}", "2401.00001"),
        ("url = {https://arxiv.org/abs/2401.00001v2}", "2401.00001v2"),
        ("howpublished = {arXiv:2401.00001}", "2401.00001"),
    ],
)
def test_a_paper_that_is_only_on_arxiv_is_a_preprint(typed, arxiv):
    record = fields(typed)
    assert (record["type"], record["venue"], record["arxiv"]) == ("preprint", "arXiv", arxiv)
    assert record.keys() <= {"title", "type", "venue", "arxiv", "url"}


def test_a_published_paper_stays_one_though_it_is_on_arxiv():
    record = fields("journal = {JMLR}, eprint = {2401.00001}, archiveprefix = {arXiv}, primaryclass = {cs.LG}")
    assert (record["type"], record["journal"], record["arxiv"]) == ("article", "JMLR", "2401.00001")
    assert (record["category"], "venue" in record) == ("cs.LG", False)


def test_an_arxiv_doi_is_kept_and_gives_the_id():
    record = fields("journal = {JMLR}, doi = {10.48550/arXiv.2606.31440}")
    assert (record["doi"], record["arxiv"]) == ("10.48550/arXiv.2606.31440", "2606.31440")


@pytest.mark.parametrize(
    ("typed", "journal", "note"),
    [
        (r"{\apj}", "Astrophysical Journal", None),
        ("{Accepted in the Annals}", "Annals", "Accepted"),
        ("{To appear}", None, "To appear"),
        ("{Annals, in press}", "Annals", "In press"),
        ("{Submitted Papers of X}", "Submitted Papers of X", None),
        (r"{Annals \& Letters --- {A}}", "Annals & Letters — A", None),
        ("{Science {\\&}amp; Co}", "Science & Co", None),
    ],
)
def test_journals(typed, journal, note):
    record = fields(f"journal = {typed}")
    assert (record.get("journal"), record.get("note")) == (journal, note)


def test_placeholders_say_nothing():
    text = "@article{k, title={T}, volume={xx}, pages={xx--xx, pending minor revision}}"
    assert raw(text) == {"title": "T", "type": "article", "note": "Pending minor revision"}
    assert 'the placeholder in "volume" was left out' in notes(text)


@pytest.mark.parametrize(
    ("kind", "more", "record"),
    [
        ("misc", "", {}),
        ("online", "url = {https://x.org}", {"url": "https://x.org"}),
        ("conference", "", {"type": "inproceedings"}),
        ("inbook", "", {"type": "chapter"}),
        ("techreport", "type = {Memo}, number = 7", {"type": "report", "number": "7", "note": "Memo"}),
        ("misc", "type = {Dataset}", {"type": "dataset"}),
        ("misc", "type = {Oddity}", {"note": "Oddity"}),
        ("phdthesis", "school = {X}", {"type": "phdthesis", "school": "X"}),
        ("mastersthesis", "type = {Bachelor's thesis}", {"type": "thesis", "note": "Bachelor's thesis"}),
        ("thesis", "type = {phdthesis}, institution = {X}", {"type": "phdthesis", "school": "X"}),
        ("dataset", "", {"type": "dataset"}),
        ("limerick", "", {}),
    ],
)
def test_entry_types(kind, more, record):
    assert fields(more, kind) == {"title": "T", **record}


@pytest.mark.parametrize(
    ("title", "chapter"),
    [("Handbook of Engines, edited by A. B.", r"A Study of Ra{\~n}a"), (r"A Study of Ra{\~n}a", "Handbook of Engines")],
)
def test_a_chapter_with_a_name_is_told_from_its_book_by_their_words(title, chapter):
    record = raw(f"@inbook{{k, title={{{title}}}, chapter={{{chapter}}}}}")
    assert record["title"] == "A Study of Raña"
    assert record["booktitle"].startswith("Handbook")
    assert "chapter" not in record


def test_a_chapter_with_a_number_or_of_two_plain_names_stays_as_it_is():
    assert raw("@inbook{k, title={Handbook of X}, chapter={3}}")["chapter"] == "3"
    assert raw("@inbook{k, title={Title}, chapter={A Study of Y}}")["chapter"] == "A Study of Y"


def test_an_unknown_type_is_said():
    assert notes("@limerick{k, title={T}}") == 'the type "@limerick" is not known here; the record has none'


# --- texts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("{Title}", "Title"),
        ("A {B} {C}", "A {B} {C}"),
        ("{A} and {B}", "{A} and {B}"),
        (r"Caract\'erisation g\'eom\'etrique $\'a$", r"Caractérisation géométrique $\'a$"),
        ("line\n   break", "line break"),
        (r"50\% of R\&D", "50% of R&D"),
        ("{Are} {We} in the {Same} {Boat}? {The} {VAT}", "Are We in the Same Boat? The VAT"),
        ("<i>In vivo</i> H<sub>2</sub>O &amp; more", r"\emph{In vivo} H\textsubscript{2}O & more"),
        ("``Quoted''", "“Quoted”"),
    ],
)
def test_titles_keep_their_latex_but_letters_are_unicode(typed, title):
    assert raw(f"@misc{{k, title = {{{typed}}}}}") == {"title": title}


def test_an_abstract_keeps_its_paragraphs_in_short_lines():
    abstract = fields("abstract = {" + "word " * 40 + "\n\nNext $x<y$ \\emph{one}.}")["abstract"]
    assert abstract.endswith("\n\nNext $x<y$ \\emph{one}.")
    assert max(map(len, abstract.splitlines())) < 100


# --- links and the rest ---------------------------------------------------------------------------------------------


def test_fields_of_al_folio():
    record = fields(
        "journal={J}, abbr={ICML}, code={https://github.com/a/b}, pdf={local.pdf}, website={https://x.org},"
        "selected={true},"
        "html={https://j.org/1}, slides={https://x.org/s.pdf}, video={https://v.org/1}, bibtex_show={true},"
        "preview={p.png}, award={Oral (top 5\\%)}, award_name={Best}, arxiv={2401.00001}, blog={https://b.org/x}"
    )
    assert record == {
        "title": "T",
        "type": "article",
        "venue": "ICML",
        "journal": "J",
        "arxiv": "2401.00001",
        "url": "https://j.org/1",
        "code": "https://github.com/a/b",
        "project": "https://x.org",
        "slides": "https://x.org/s.pdf",
        "video": "https://v.org/1",
        "links": [{"label": "Blog", "url": "https://b.org/x"}],
        "award": "Best: Oral (top 5%)",
        "selected": "true",
    }


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (r"url = {http://a.org/b\_c\%20d}", "http://a.org/b_c%20d"),
        (r"url = {\url{http://a.org/~x}}", "http://a.org/~x"),
        (r"url = {http://a.org/{\textasciitilde}x}", "http://a.org/~x"),
        ("url = {www.a.org/x}", "http://www.a.org/x"),
        ("url = {http://a.org/x y.pdf}", "http://a.org/x%20y.pdf"),
        ("url = {http://a.org/x\n   y.pdf}", "http://a.org/xy.pdf"),
        (r"howpublished = {\url{http://a.org}}", "http://a.org"),
        ("doi = {http://a.org/x}", "http://a.org/x"),
        ("url = {file.pdf}", None),
    ],
)
def test_addresses_are_mended_where_that_is_sure(typed, url):
    assert fields(typed).get("url") == url


def test_what_has_no_place_is_named_and_housekeeping_is_not():
    text = "@misc{k, title={T}, funding={ERC}, owner={me}, bdsk-url-1={x}, OPTnote={y}, preview={a.png}}"
    assert notes(text).splitlines() == [
        'the field "funding" has no place here and was left out',
        'the file that "preview" names was not imported',
    ]


def test_identifiers_of_all_kinds():
    record = fields("isbn = {9783161484100 and 0-19-852663-6}, issn = {0162--8828}, pmid = {123}, language = {ngerman}")
    assert record == {
        "title": "T",
        "type": "article",
        "isbn": ["9783161484100", "0-19-852663-6"],
        "issn": "0162-8828",
        "pubmed": "123",
        "language": "de",
    }


# --- the whole import -----------------------------------------------------------------------------------------------


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_ids_come_from_keys_and_differ_even_without_letter_case(tmp_path):
    text = "@misc{Roth:2024,title={A}}@misc{roth_2024,title={B}}@misc{ROTH-2024,title={C}}@misc{roth-2024,title={D}}"
    imported = import_papers([str(write(tmp_path / "x.bib", text))])
    assert [record.id for record in imported.records] == ["roth-2024", "roth_2024", "roth-2024-2", "roth-2024-3"]


def test_a_key_that_nobody_can_read_gives_way_to_the_facts(tmp_path):
    text = "@misc{2015MNRAS.446.3330M,title={On the Engines}, author={Ada Lovelace}, year=1843}\n@misc{123,title={X}}"
    imported = import_papers([str(write(tmp_path / "x.bib", text))])
    assert [record.id for record in imported.records] == ["lovelace-1843-engines", "x"]


def test_an_entry_that_says_the_same_as_another_is_reported(tmp_path):
    first = write(tmp_path / "a.bib", "@misc{a, title={A}}")
    second = write(tmp_path / "b.bib", "\n@misc{a, title={A}}@misc{a, title={B}}")
    imported = import_papers([str(first), str(second)])
    assert ([record.id for record in imported.records], imported.rejected) == (["a", "a-2"], 1)
    assert imported.report() == [
        f'{second}:2: "a" is taken; this record is called "a-2"',
        f"{second}:2: not imported: says the same as the entry at {first}:1 (a)",
    ]


def test_what_the_schema_refuses_is_left_out_and_said(tmp_path):
    text = "@misc{a, title={A}, issn={1234-567}, doi={nothing}, pmid={1234567890123}, year=9999}"
    imported = import_papers([str(write(tmp_path / "x.bib", text))])
    assert imported.records[0].raw == {"title": "A", "note": "9999"}
    assert [line.split(":1: ")[1] for line in imported.report()] == [
        '"1234-567" is not an ISSN, so it was left out',
        '"1234567890123" is not a PubMed id, so it was left out',
        '"9999" is no date; it was moved to the note',
        '"nothing" is not a DOI, so it was left out',
    ]


def test_a_sentence_about_many_entries_is_said_once(tmp_path):
    text = "\n".join(f"@misc{{k{n}, title={{T{n}}}, funding={{ERC}}}}" for n in range(5))
    path = write(tmp_path / "x.bib", text)
    assert import_papers([str(path)]).report() == [
        f'{path}:1: the field "funding" has no place here and was left out (so in 5 entries)'
    ]


@pytest.mark.parametrize(
    ("data", "author", "remarks"),
    [
        ("@misc{a, title={A}, author={Zoë Å}}\r\n".encode("utf-8-sig"), "Zoë Å", 0),
        ("@misc{a, title={A}, author={Zoë Å}}".encode("cp1252"), "Zoë Å", 1),
        ("@misc{a, title={A}, author={Zoë Å}}".encode("utf-16"), "Zoë Å", 0),
        ("@misc{a, title={A}, author={Zoë Å}}".encode("utf-16-be"), "Zoë Å", 0),
        ("% Encoding: Mac OS Roman\n@misc{a, title={A}, author={Zoë Å}}".encode("mac-roman"), "Zoë Å", 1),
    ],
)
def test_other_encodings_are_read_and_said(tmp_path, data, author, remarks):
    imported = import_papers([str(write(tmp_path / "x.bib", data))])
    assert imported.records[0].raw["authors"] == [author]
    assert len(imported.report()) == remarks


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\xd8garbage\x00", b"\x89PNG\r\n\x1a\n\x00\x00", b"just words\n"])
def test_a_file_without_entries_is_reported_and_nothing_crashes(tmp_path, data):
    path = write(tmp_path / "x.bib", data)
    with pytest.raises(Stop) as stop:
        import_papers([str(path)])
    assert [str(problem) for problem in stop.value.problems] == [f"{path}: holds no entries"]


@pytest.mark.parametrize("before", ["@comment{author={A and B}}", "@string{x = {y}}", "@article{a, title={One}}"])
def test_a_broken_entry_behind_something_on_its_line_is_reported(before):
    parsed = load_all({"x.bib": f"{before}@article{{"}, None)[0]
    assert [one.line for one in parsed.rejected] == [1]
    assert [one.key for one in parsed.records] == (["a"] if "article" in before else [])


def test_files_that_cannot_be_imported_stop_everything(tmp_path):
    other = write(tmp_path / "x.docx", "words")
    with pytest.raises(Stop) as stop:
        import_papers([str(other), str(tmp_path / "missing.bib"), str(tmp_path)])
    assert [problem.message for problem in stop.value.problems] == [
        "the folder holds no file ending in .bib, .bibtex, .json or .ris",
        "cannot be read: No such file or directory",
        "is in no format that can be imported: BibTeX, RIS or CSL-JSON is expected",
    ]


def test_a_folder_stands_for_the_files_in_it(tmp_path):
    write(tmp_path / "a.bib", "@misc{a, title={A}}")
    write(tmp_path / "b.BIB", "@misc{b, title={B}}")
    write(tmp_path / "c.txt", "@misc{c, title={C}}")
    assert [record.id for record in import_papers([str(tmp_path)]).records] == ["a", "b"]


def test_reading_is_quiet(caplog, capsys, recwarn):
    with caplog.at_level(logging.DEBUG):
        load("@article{a, title={open\n@misc{b, title={B}}")
    assert (caplog.text, capsys.readouterr(), len(recwarn)) == ("", ("", ""), 0)


PIECES = [
    "@article{", "@misc(", "@string{", "@comment{", "k,", " title = ", "{T}", '"x"', "a # b", ",", "}", ")", "{", '"',
    "\\", "%", "\n", "author={A and B}", "year=2001", "month=jan", "crossref={k}", "=", "#", "é", "$x$", "\x00",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_reading_fail(text):
    parsed = load(text)
    assert all(record.raw["title"] and dump_record(record.raw) for record in parsed.records)


# --- real files -----------------------------------------------------------------------------------------------------

ENTRY = re.compile(r"^[ \t]*@(?!(?:comment|string|preamble)\b)\w+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE)


def real_files(corpus: Path) -> list[Path]:
    folders = ("bib-personal", "bib-large", "bib-conformance")
    return [path for folder in folders for path in sorted((corpus / folder).rglob("*.bib"))]


def beginnings(path: Path) -> int:
    """How many lines of a file begin an entry."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    return len(ENTRY.findall(data.decode(encoding, "replace").replace("\r", "\n")))


def entries(path: Path) -> int:
    """How many entries the import finds in a file; none in one that it refuses."""
    try:
        return import_papers([str(path)]).entries
    except Stop as stop:
        return 0 if [problem.message for problem in stop.problems] == ["holds no entries"] else -1


def test_every_entry_of_real_files_is_accounted_for(corpus):
    """Records and reports are together the entries that a search for lines with ``@type{`` finds."""
    counts = {path.name: (entries(path), beginnings(path)) for path in real_files(corpus)}
    assert {name: both for name, both in counts.items() if both[0] != both[1]} == {
        # entries that share a line with another one or with a comment, which a search of lines does not find
        "proceedings.bib": (13, 12),
        "encodingWithoutNewline.bib": (1, 0),
    }


def test_records_of_real_files_are_read_as_they_were_written(corpus):
    """Every record, written as YAML and read by the site's own reader, is the paper that was checked."""
    for path in real_files(corpus):
        try:
            records = import_papers([str(path)]).records
        except Stop:
            continue
        for record in records:
            problems = Problems()
            data = parse_yaml(dump_record(record.raw), "x.yaml", problems)
            topics = frozenset([record.paper.category])
            at = At(Document("x.yaml", "", data), Scope(problems, topics=topics))
            paper = read_record(Paper, data, at, id=record.id, origin=record.paper.origin)
            assert (paper, list(problems)) == (record.paper, []), (path, record.raw)
