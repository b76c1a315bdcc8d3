"""Papers for property tests of formats: raw records as their readers write them, and the papers that they make."""

from __future__ import annotations

import html
import re
import string

from hypothesis import strategies as st

from scholarfolio.content.models import Paper
from scholarfolio.content.reader import Document, Raw
from scholarfolio.content.schema import At, Scope, read_record
from scholarfolio.values.problems import Place, Problems


def read_paper(raw: dict[str, Raw], paper_id: str = "the-id") -> Paper:
    """A paper from a raw record; a record that the schema refuses fails the test."""
    problems = Problems()
    paper = read_record(
        Paper, raw, At(Document("x.yaml", "", raw), Scope(problems)), id=paper_id, origin=Place("x.yaml")
    )
    assert not problems, list(problems)
    assert paper is not None
    return paper


# What stands for itself in LaTeX fields and in words; commands, formulas and HTML are tested apart.
_LETTERS = st.sampled_from(string.ascii_letters + string.digits + 'äÉßøłŽçı漢字한글אבж–—’“”…!?.,:;()[]/+*=@#%&^_|<>"ℝ∞')
_WORD = st.text(_LETTERS, min_size=1, max_size=9).filter(lambda word: any(map(str.isalnum, word)))
_NUMBER = st.integers(1, 99999).map(str)

# Readers take "&amp;" and "<p x>" for what publishers mean by them, so no text holds such.
texts = (
    st.lists(_WORD, min_size=1, max_size=8)
    .map(" ".join)
    .filter(lambda text: text[0] not in "<&" and html.unescape(text.lower()) == text.lower())
    .filter(lambda text: not re.search("</?[A-Za-z]+[ />]", text))
)
_SIMPLE = st.lists(st.text(string.ascii_letters + "äÉßø漢字", min_size=1, max_size=9), min_size=1, max_size=4).map(
    " ".join
)
_NAMES = st.sampled_from(
    [
        "Ada Lovelace",
        "Jan van der Berg",
        "Luc Van Gool",
        "Sammy Davis Jr.",
        "José Ortega y Gasset",
        "J.-P. Serre",
        "Zoë Åkerhav-O'Brine",
        "Henry Ford III",
        "ים בן־גל",
        "王, 小明",
        "王小明",
        "ATLAS Collaboration",
        "Royal Society of Lighthouses",
        "Pelagia",
    ]
)
_PEOPLE = st.lists(_NAMES, min_size=1, max_size=4, unique=True)
_DATES = st.one_of(
    st.integers(1000, 2999).map(str),
    st.dates().filter(lambda day: 1000 <= day.year <= 2999).map(lambda day: day.isoformat()[:7]),
    st.dates().filter(lambda day: 1000 <= day.year <= 2999).map(lambda day: day.isoformat()),
)
_PAGES = st.one_of(
    st.tuples(st.integers(1, 500), st.integers(501, 999)).map(lambda span: f"{span[0]}-{span[1]}"),
    st.sampled_from(["e14", "7", "S1-1–S1-12", "3, 5-8", "034708", "xii-xv", "A1–A9, B1"]),
)
_ISBN = st.sampled_from(
    ["978-3-16-148410-0", "9783642321566", "0-306-40615-2", "0 8044 2957 X", ["0-306-40615-2", "9783642321566"]]
)
_ISSN = st.sampled_from(["0162-8828", "2041-172X", ["0162-8828", "1939-3539"]])

_ANYTHING = {
    "title": texts,
    "date": _DATES,
    "volume": st.one_of(_NUMBER, st.sampled_from(["II", "abs/1"])),
    "pages": _PAGES,
    "series": _SIMPLE,
    "edition": st.sampled_from(["2", "2nd", "Third edition", "第2版"]),
    "chapter": _NUMBER,
    "address": _SIMPLE,
    "doi": st.sampled_from(
        ["10.5555/12345678", "10.1002/(SICI)1097-4571(1999)50:1<1::AID-ASI1>3.0.CO;2-R", "10.1000.1/ä_b"]
    ),
    "arxiv": st.sampled_from(["2101.00001", "2101.00001v2", "hep-th/9901001", "math.AG/0601001"]),
    "pubmed": _NUMBER,
    "isbn": _ISBN,
    "issn": _ISSN,
    "language": st.sampled_from(["de", "en-GB", "zh-Hans"]),
    "url": st.sampled_from(["https://example.org/a_b/~c?d=1&e=%20#f", "http://example.org/", "ftp://example.org/x"]),
    "keywords": st.lists(_SIMPLE, min_size=1, max_size=3, unique=True),
    "note": texts,
    "abstract": texts,
}
_NUMBERED = {"number": st.one_of(_NUMBER, st.sampled_from(["3/4", "PA 1,000,001", "TR-7"]))}
_AUTHORED = {"authors": st.tuples(_PEOPLE, st.booleans()).map(lambda who: [*who[0], *["others"][: who[1]]])}
_EDITED = {"editor": _PEOPLE}


def _record(kind: str, fields: dict[str, st.SearchStrategy], **required: st.SearchStrategy) -> st.SearchStrategy:
    everything = {**_ANYTHING, **fields}
    always = {"title": everything.pop("title"), **required, **({"type": st.just(kind)} if kind else {})}
    return st.fixed_dictionaries(always, optional=everything)


def _conference(kind: str) -> st.SearchStrategy:
    plain = _record(kind, {"booktitle": _SIMPLE, "publisher": _SIMPLE, **_NUMBERED, **_AUTHORED, **_EDITED})
    named = _record(
        kind, {**_AUTHORED}, booktitle=_SIMPLE.map("Proceedings {}".format), venue=_SIMPLE.map("NeurIPS {}".format)
    )
    return st.one_of(plain, named)


# Each type with the names that its facts have in it; an edited volume is known by having editors and no authors.
records = st.one_of(
    _record("article", {"journal": _SIMPLE, "publisher": _SIMPLE, **_NUMBERED, **_AUTHORED, **_EDITED}),
    _conference("inproceedings"),
    _conference("workshop"),
    _record("chapter", {"booktitle": _SIMPLE, "publisher": _SIMPLE, **_NUMBERED, **_AUTHORED, **_EDITED}),
    _record("book", {"publisher": _SIMPLE, **_NUMBERED, **_EDITED}, **_AUTHORED),
    _record("proceedings", {"publisher": _SIMPLE, **_NUMBERED}, **_EDITED),
    *(_record(kind, {"school": _SIMPLE, **_AUTHORED}) for kind in ("phdthesis", "mastersthesis", "thesis")),
    _record("report", {"institution": _SIMPLE, **_NUMBERED, **_AUTHORED}),
    _record("preprint", {**_AUTHORED}, venue=st.sampled_from(["arXiv", "bioRxiv", "Preprints of Nowhere"])),
    *(_record(kind, {"publisher": _SIMPLE, **_NUMBERED, **_AUTHORED}) for kind in ("dataset", "software")),
    *(_record(kind, {"venue": _SIMPLE, **_AUTHORED}) for kind in ("poster", "talk")),
    _record("patent", {"venue": _SIMPLE, **_NUMBERED, **_AUTHORED}),
    _record("unpublished", {**_AUTHORED}),
    _record("", {"venue": _SIMPLE, "publisher": _SIMPLE, **_NUMBERED, **_AUTHORED, **_EDITED}),
)


def on_one_line(raw: dict[str, Raw]) -> dict[str, Raw]:
    """The record with its texts on one line each: readers break long ones so that they can be edited."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in raw.items()}
