"""Identifiers and addresses: whole, as many as a field holds, and what is left is said."""

import pytest

from scholarfolio.content.fields import DOI
from scholarfolio.content.reader import Document
from scholarfolio.content.schema import At, Scope
from scholarfolio.formats.addresses import read_addresses
from scholarfolio.formats.bibtex.reader import load_all
from scholarfolio.formats.csl_json import reader as csl_json
from scholarfolio.formats.identifiers import (
    read_arxiv_ids,
    read_dois,
    read_pubmed_ids,
    read_serials,
)
from scholarfolio.formats.parsed import ImportedRecord
from scholarfolio.formats.ris import reader as ris
from scholarfolio.values.problems import Problems

SICI = "10.5555/1521-3951(199707)202:1<35::AID-PSSB35>3.0.CO;2-8"


def bibtex(fields: str) -> ImportedRecord:
    return load_all({"x.bib": f"@article{{k, title={{T}}, {fields}}}"})[0].records[0]


# --- DOIs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "dois", "rest"),
    [
        (SICI, (SICI,), ""),
        (f"https://doi.org/{SICI}.", (SICI,), ""),
        ("http://dx.doi.org/10.5555/1521%3C35%3E3.0.CO%3B2-8", ("10.5555/1521<35>3.0.CO;2-8",), ""),
        ("10.5555/a,b;c", ("10.5555/a,b;c",), ""),
        ("10.5555/a;10.5555/b", ("10.5555/a", "10.5555/b"), ""),
        ("10.5555/a, 10.5555/b", ("10.5555/a", "10.5555/b"), ""),
        (f"{SICI}, https://doi.org/10.5555/b", (SICI, "10.5555/b"), ""),
        ("10.5555/a,doi:10.5555/b and 10.5555/A", ("10.5555/a", "10.5555/b"), ""),
        ("(doi:10.5555/s0140(05)6)", ("10.5555/s0140(05)6",), ""),
        ("10.5555/a (erratum: 10.5555/b)", ("10.5555/a", "10.5555/b"), "erratum"),
        ("10.5555/a[in Russian]", ("10.5555/a[in",), "Russian"),
        ("10.5555/a-\n  b", ("10.5555/a-b",), ""),
        ("10.5555/a\n10.5555/b", ("10.5555/a", "10.5555/b"), ""),
        ("soon", (), "soon"),
        ("doi:", (), ""),
    ],
)
def test_dois_are_cut_only_where_another_one_follows(typed, dois, rest):
    assert read_dois(typed) == (dois, rest)


@pytest.mark.parametrize(
    "typed",
    [SICI, SICI.replace("<", r"{\textless}").replace(">", "$>$"), SICI.replace("<", "&lt;").replace(">", "&gt;")],
)
def test_an_old_doi_survives_in_every_format(typed):
    assert bibtex(f"doi = {{{typed}}}").raw["doi"] == SICI


def test_an_old_doi_survives_in_formats_without_tex():
    assert ris.loads(f"TY  - JOUR\nTI  - T\nDO  - {SICI}\nER  - \n").records[0].raw["doi"] == SICI
    assert csl_json.loads(f'[{{"id": "k", "title": "T", "DOI": "{SICI}"}}]').records[0].raw["doi"] == SICI


SECOND = "of several DOIs the first was kept; the others became links"


def test_a_second_doi_becomes_a_link_and_is_told():
    links = [{"label": "DOI", "url": "https://doi.org/10.5555/b"}]
    record = bibtex("doi = {10.5555/a, 10.5555/b}")
    assert (record.raw["doi"], record.raw["links"], record.notes) == ("10.5555/a", links, (SECOND,))
    record = ris.loads("TY  - JOUR\nTI  - T\nDO  - 10.5555/a; 10.5555/b\nER  - \n").records[0]
    assert (record.raw["doi"], record.raw["links"], record.notes) == ("10.5555/a", links, (SECOND,))
    record = csl_json.loads('[{"id": "k", "type": "document", "title": "T", "DOI": "10.5555/a 10.5555/b"}]').records[0]
    assert (record.raw["doi"], record.raw["links"], record.notes) == ("10.5555/a", links, (SECOND,))


# --- other registries -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "ids", "rest"),
    [
        ("2101.00001v2", ("2101.00001v2",), ""),
        ("arXiv:2101.00001, arXiv:2102.00002", ("2101.00001", "2102.00002"), ""),
        ("https://arxiv.org/pdf/hep-th/9901001.pdf", ("hep-th/9901001",), ""),
        ("0704.0001v1 [hep-th]", ("0704.0001v1",), "hep-th"),
        ("math.AG/0309136; 2101.00001", ("math.AG/0309136", "2101.00001"), ""),
        ("12345", (), "12345"),
    ],
)
def test_arxiv_ids(typed, ids, rest):
    assert read_arxiv_ids(typed) == (ids, rest)


def test_an_area_behind_the_arxiv_id_is_the_category():
    record = bibtex("eprint = {0704.0001v1 [hep-th]}")
    assert (record.raw["arxiv"], record.raw["category"], record.notes) == ("0704.0001v1", "hep-th", ())


@pytest.mark.parametrize(
    ("typed", "ids", "rest"),
    [
        ("12345", ("12345",), ""),
        ("PMID: 123; 456", ("123", "456"), ""),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", ("12345",), ""),
        ("PMC1234567", (), "PMC1234567"),
        ("12345 PMC999", ("12345",), "PMC999"),
        ("1234567890123", (), "1234567890123"),
    ],
)
def test_pubmed_ids_are_never_put_together_from_several(typed, ids, rest):
    assert read_pubmed_ids(typed) == (ids, rest)


@pytest.mark.parametrize(
    ("typed", "isbn", "issn", "rest"),
    [
        ("978-3-16-148410-0", ("978-3-16-148410-0",), (), ""),
        ("3-540-12345-6 3-540-54321-7", ("3-540-12345-6", "3-540-54321-7"), (), ""),
        ("9780822349242 9780822349198", ("9780822349242", "9780822349198"), (), ""),
        ("0878450920 9780878450923", ("0878450920", "9780878450923"), (), ""),
        ("ISBN-13: 978–3–16–148410–0 (print); 0-19-852663-X (eBook)", ("978-3-16-148410-0", "0-19-852663-X"), (), ""),
        ("0162-8828 1939-3539", (), ("0162-8828", "1939-3539"), ""),
        ("1532-1827 (Electronic) 0007-092X (Linking)", (), ("1532-1827", "0007-092X"), ""),
        ("01628828", (), ("0162-8828",), ""),
        ("978-3-16-148410-0, ISSN 0302-9743", ("978-3-16-148410-0",), ("0302-9743",), ""),
        ("978-3-16-148410", (), (), "978-3-16-148410"),
        ("2532-64314", (), (), "2532-64314"),
        ("9783161484100, vol. 2", ("9783161484100",), (), "vol. 2"),
    ],
)
def test_serial_numbers(typed, isbn, issn, rest):
    assert read_serials(typed) == (isbn, issn, rest)


def test_what_a_field_says_besides_is_told():
    record = bibtex("doi = {10.5555/a in print}, isbn = {9783161484100, vol. 2, 0302-9743}, pmid = {1 or PMC2}")
    assert record.raw["issn"] == "0302-9743"
    assert record.notes == (
        'the field "doi" also says "in print", which was left out',
        'the field "pmid" also says "or PMC2", which was left out',
        'the field "isbn" also says "vol. 2", which was left out',
    )


def test_keywords_in_braces_are_not_cut():
    assert bibtex("keywords = {{coupling, strong}, other}").raw["keywords"] == ["coupling, strong", "other"]
    assert bibtex("keywords = {{a; b}, c}").raw["keywords"] == ["a; b", "c"]


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "urls", "rest"),
    [
        ("idus.us.es/xmlui/handle/11441/43063", ("http://idus.us.es/xmlui/handle/11441/43063",), ""),
        ("repo.example.it", ("http://repo.example.it",), ""),
        ("www.example.jp", ("http://www.example.jp",), ""),
        ("example.museum/x", ("http://example.museum/x",), ""),
        ("müller.example.ch/ö", ("http://müller.example.ch/ö",), ""),
        ("example.co.uk:8080/x?y", ("http://example.co.uk:8080/x?y",), ""),
        ("//example.pl/x", ("http://example.pl/x",), ""),
        ("a.example.es/x, b.example.es/y", ("http://a.example.es/x", "http://b.example.es/y"), ""),
        ("https://a.org/x;y,z", ("https://a.org/x;y,z",), ""),
        ("https://a.org/x, https://b.org/y", ("https://a.org/x", "https://b.org/y"), ""),
        ("https://a.org/x (accessed 2020)", ("https://a.org/x",), "accessed 2020"),
        ("https://a.org/My Paper.pdf", ("https://a.org/My%20Paper.pdf",), ""),
        ("(https://a.org/x)", ("https://a.org/x",), ""),
        ("see https://a.org/x", ("https://a.org/x",), "see"),
        ("file.pdf", (), "file.pdf"),
        ("paper.ps", (), "paper.ps"),
        ("my.papers/x.pdf", (), "my.papers/x.pdf"),
        ("Available on request", (), "Available on request"),
        ("192.168.1.1/x", (), "192.168.1.1/x"),
        ("", (), ""),
    ],
)
def test_every_well_formed_host_is_kept_and_everything_else_told(typed, urls, rest):
    assert read_addresses(typed) == (urls, rest)


def test_what_is_no_address_is_told():
    assert bibtex("url = {my.papers/x.pdf}").notes == (
        '"my.papers/x.pdf" in the field "url" is not an address, so it was left out',
    )


def test_a_word_with_a_dot_is_no_address_where_words_stand():
    record = bibtex("howpublished = {Lulu.com}, note = {Version v.us}")
    assert (record.raw["howpublished"], record.raw["note"]) == ("Lulu.com", "Version v.us")


def test_a_doi_typed_by_hand():
    def typed(doi: str) -> tuple[str, list[str]]:
        problems = Problems()
        at = At(Document("x.yaml", "doi: x", {"doi": doi}), Scope(problems), ("doi",))
        return DOI.read(doi, at), [problem.message for problem in problems]

    assert typed(SICI) == (SICI, [])
    assert typed("https://doi.org/10.5555/1521%3C35%3E3.0.CO;2-8") == ("10.5555/1521<35>3.0.CO;2-8", [])
    for two in ("10.5555/a;10.5555/b", "10.5555/a, 10.5555/b", "10.5555/a,https://doi.org/10.5555/b"):
        assert typed(two) == (None, [f'"{two}" is not a DOI, such as 10.5555/12345678'])
