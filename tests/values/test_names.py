"""Names: every usual way to write one is read, no letter is lost, and what is written can be read again."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scholarfolio.values.names import Name, is_others, looks_split, parse_name, split_names

FORMS = {
    # text: (family, given, particle, suffix, literal)
    "Karsten Roth": ("Roth", "Karsten", "", "", ""),
    "Roth, Karsten": ("Roth", "Karsten", "", "", ""),
    "  Roth ,\tKarsten\n": ("Roth", "Karsten", "", "", ""),
    "Roth,, Karsten,": ("Roth", "Karsten", "", "", ""),
    "Ortega Gasset,": ("Gasset", "Ortega", "", "", ""),
    "A. Sophia Koepke": ("Koepke", "A. Sophia", "", "", ""),
    "J. R. R. Tolkien": ("Tolkien", "J. R. R.", "", "", ""),
    "J.R.R.~Tolkien": ("Tolkien", "J.R.R.", "", "", ""),
    "Zeynep\u00a0Akata": ("Akata", "Zeynep", "", "", ""),
    # particles
    "Jan van der Berg": ("Berg", "Jan", "van der", "", ""),
    "van der Berg, Jan": ("Berg", "Jan", "van der", "", ""),
    "Berg, Jan van der": ("Berg", "Jan", "van der", "", ""),
    "Gogh, van": ("Gogh", "van", "", "", ""),
    "van Gogh": ("Gogh", "", "van", "", ""),
    "Charles Louis Xavier Joseph de la Vallée Poussin": (
        "Vallée Poussin",
        "Charles Louis Xavier Joseph",
        "de la",
        "",
        "",
    ),
    "Leonardo da Vinci": ("Vinci", "Leonardo", "da", "", ""),
    "Muhammad ibn Musa al-Khwarizmi": ("Musa al-Khwarizmi", "Muhammad", "ibn", "", ""),
    "Jean d'Alembert": ("d'Alembert", "Jean", "", "", ""),
    "Wouter van 't Hoff": ("Hoff", "Wouter", "van 't", "", ""),
    "de boer, jan": ("boer", "jan", "de", "", ""),
    "{van der Berg}, Jan": ("van der Berg", "Jan", "", "", ""),
    # particles with a capital
    "Luc Van Gool": ("Van Gool", "Luc", "", "", ""),
    "Van Gool, Luc": ("Van Gool", "Luc", "", "", ""),
    "Luc Van de Velde": ("Van de Velde", "Luc", "", "", ""),
    "Maria De La Cruz": ("De La Cruz", "Maria", "", "", ""),
    "Yann Le Cun": ("Le Cun", "Yann", "", "", ""),
    "Jane St. John": ("St. John", "Jane", "", "", ""),
    "Van Nguyen": ("Nguyen", "Van", "", "", ""),
    "Ben Carson": ("Carson", "Ben", "", "", ""),
    "Kim Thị Hồng": ("Hồng", "Kim Thị", "", "", ""),
    # several family names
    "García Márquez, Gabriel": ("García Márquez", "Gabriel", "", "", ""),
    "José Ortega y Gasset": ("Ortega y Gasset", "José", "", "", ""),
    "Juan de la Cruz y Vega": ("Cruz y Vega", "Juan", "de la", "", ""),
    "Ortega y Gasset": ("", "", "", "", "Ortega y Gasset"),
    # hyphens and apostrophes
    "Al-Khwarizmi": ("", "", "", "", "Al-Khwarizmi"),
    "Jean-Luc O'Neill": ("O'Neill", "Jean-Luc", "", "", ""),
    "Beverly D’Angelo": ("D’Angelo", "Beverly", "", "", ""),
    # lower case by choice
    "danah boyd": ("boyd", "danah", "", "", ""),
    "hooks, bell": ("hooks", "bell", "", "", ""),
    # suffixes
    "King, Jr., Martin Luther": ("King", "Martin Luther", "", "Jr.", ""),
    "King, Martin Luther, Jr.": ("King", "Martin Luther", "", "Jr.", ""),
    "King Jr., Martin Luther": ("King", "Martin Luther", "", "Jr.", ""),
    "King, Martin Luther Jr.": ("King", "Martin Luther", "", "Jr.", ""),
    "von Berg, III, Jan": ("Berg", "Jan", "von", "III", ""),
    "Sammy Davis Jr.": ("Davis", "Sammy", "", "Jr.", ""),
    "Sammy Davis, Jr.": ("Davis", "Sammy", "", "Jr.", ""),
    "Henry Louis Gates III": ("Gates", "Henry Louis", "", "III", ""),
    "Karsten Roth, PhD": ("Roth", "Karsten", "", "PhD", ""),
    "Davis, Jr.": ("Davis", "", "", "Jr.", ""),
    "Ivanov, IV": ("Ivanov", "IV", "", "", ""),
    "Smith, JR": ("Smith", "JR", "", "", ""),
    "Smith, J., K.": ("Smith", "J. K.", "", "", ""),
    "Xiaoming Wang (王小明)": ("Wang", "Xiaoming", "", "(王小明)", ""),
    # single and corporate names
    "Plato": ("", "", "", "", "Plato"),
    "CERN": ("", "", "", "", "CERN"),
    "Elizabeth II": ("", "", "", "", "Elizabeth II"),
    "{ATLAS Collaboration}": ("", "", "", "", "ATLAS Collaboration"),
    "ATLAS collaboration": ("", "", "", "", "ATLAS collaboration"),
    "{Barnes and Noble}": ("", "", "", "", "Barnes and Noble"),
    "The Gemini Authors": ("", "", "", "", "The Gemini Authors"),
    "Google, Inc.": ("", "", "", "", "Google, Inc."),
    "University of Tübingen, Germany": ("", "", "", "", "University of Tübingen, Germany"),
    "Ernst & Young": ("", "", "", "", "Ernst & Young"),
    "Unbalanced} {Name": ("Name", "Unbalanced", "", "", ""),
    # native scripts
    "王小明": ("", "", "", "", "王小明"),
    "王 小明": ("王", "小明", "", "", ""),
    "王, 小明": ("王", "小明", "", "", ""),
    "山田\u3000太郎": ("山田", "太郎", "", "", ""),
    "김 철수": ("김", "철수", "", "", ""),
    "ジョン スミス": ("スミス", "ジョン", "", "", ""),
    "卡尔·马克思": ("", "", "", "", "卡尔·马克思"),
    "محمد الخوارزمي": ("الخوارزمي", "محمد", "", "", ""),
    "Фёдор Достоевский": ("Достоевский", "Фёдор", "", "", ""),
}


@pytest.mark.parametrize("text", FORMS)
def test_each_usual_form_is_read(text: str) -> None:
    assert parse_name(text) == Name(*FORMS[text])


@pytest.mark.parametrize("text", ["", "  ", ",", "{}", "~", " , { } "])
def test_a_text_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        parse_name(text)


@pytest.mark.parametrize("parts", [{}, {"given": "Karsten"}, {"family": "Roth", "literal": "Roth"}])
def test_a_name_is_either_literal_or_has_a_family_name(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="family"):
        Name(**parts)


@pytest.mark.parametrize(
    ("text", "display", "initials", "bibtex"),
    [
        ("Roth, Karsten", "Karsten Roth", "K. Roth", "Roth, Karsten"),
        ("van der Berg, Jan-Peter", "Jan-Peter van der Berg", "J.-P. van der Berg", "van der Berg, Jan-Peter"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr.", "M. L. King Jr.", "King, Jr., Martin Luther"),
        ("J.R.R. Tolkien", "J.R.R. Tolkien", "J. R. R. Tolkien", "Tolkien, J.R.R."),
        ("Smith, JRR", "JRR Smith", "J. R. R. Smith", "Smith, JRR"),
        ("Smith, ANNA", "ANNA Smith", "A. Smith", "Smith, ANNA"),
        ("E\u0301va Tardos", "E\u0301va Tardos", "É. Tardos", "Tardos, E\u0301va"),
        ("Luc Van Gool", "Luc Van Gool", "L. Van Gool", "Van Gool, Luc"),
        ("ATLAS Collaboration", "ATLAS Collaboration", "ATLAS Collaboration", "{ATLAS Collaboration}"),
        ("CERN", "CERN", "CERN", "CERN"),
        ("{others}", "others", "others", "{others}"),
        ("{van der Berg}, Jan", "Jan van der Berg", "J. van der Berg", "{van der Berg}, Jan"),
        ("King, {Jr.}", "Jr. King", "J. King", "{King}, {Jr.}"),
        ("王, 小明", "王小明", "王小明", "王, 小明"),
        ("김 철수", "김철수", "김철수", "김, 철수"),
        ("محمد الخوارزمي", "محمد الخوارزمي", "محمد الخوارزمي", "الخوارزمي, محمد"),
    ],
)
def test_the_written_forms(text: str, display: str, initials: str, bibtex: str) -> None:
    name = parse_name(text)
    assert (name.display, name.initials, name.bibtex) == (display, initials, bibtex)


def test_sorting_follows_family_names_with_their_particle() -> None:
    """Case, accents, apostrophes and spaces do not count, a shorter family name comes first."""
    wanted = [
        "The ATLAS Collaboration",
        "Leonhard Euler",
        "Éva Eulerson",
        "Mary O'Neill",
        "Jan Oneills",
        "Anne Roth",
        "Karsten Roth",
        "Amy Rothman",
        "Jan van der Berg",
        "Karl Vanderberg",
        "Łukasz Žák",
    ]
    backwards = wanted[::-1]
    assert sorted(backwards, key=lambda text: parse_name(text).sort_key) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roth, Karsten", "KARSTEN  Roth"),
        ("J.R.R. Tolkien", "Tolkien, J. R. R."),
        ("O'Neill, Mary", "Mary O’Neill"),
        ("Björn Lund", "Bjo\u0308rn Lund"),
        ("van der Berg, Jan", "Jan Van Der Berg"),
        ("Jean‑Luc Roth", "Roth, Jean-Luc"),
        ("王 小明", "王小明"),
        ("Sammy Davis, Jr", "Davis, Jr., Sammy"),
    ],
)
def test_spellings_of_one_person_share_an_identity(one: str, other: str) -> None:
    assert parse_name(one).identity == parse_name(other).identity


@pytest.mark.parametrize(
    ("one", "other"), [("Björn Lund", "Bjorn Lund"), ("K. Roth", "Karsten Roth"), ("Li Wei", "Wei Li")]
)
def test_different_names_have_different_identities(one: str, other: str) -> None:
    assert parse_name(one).identity != parse_name(other).identity


# --- properties -------------------------------------------------------------------------------------------

WORDS = [
    "Karsten", "Roth", "van", "der", "Van", "De", "de", "la", "y", "e", "Jr.", "III", "II", "PhD", "J.", "K", "boyd",
    "al-Khwarizmi", "O'Neill", "The", "Team", "and", "&", "王", "小明", "ジョン", "김", "(王小明)", "d'", "Ben", "St.",
    "Hồng", ",", ",", ", ", "{", "}", "{A, B}", "{van}", "{Jr.}", "~", ";", "{}", "x{,}y", "({,})", "v{a}n",
]  # fmt: skip
typical = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("".join)
texts = typical | glued | st.text(max_size=20)


def _names(text: str) -> Name | None:
    try:
        return parse_name(text)
    except ValueError:
        return None


def _letters(*texts: str) -> Counter[str]:
    return Counter(char for text in texts for char in text if not (char.isspace() or char in ",{}~"))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_no_letter_is_lost(text: str) -> None:
    """Every character but space, comma, brace and tilde is in the parts; nothing else is."""
    name = _names(text)
    parts = (name.family, name.given, name.particle, name.suffix, name.literal) if name else ()
    assert _letters(*parts) == _letters(text)


@given(texts)
@settings(max_examples=600, deadline=None)
@example("Elizabeth II, Jr.")
@example("Team,Smith")
@example("boyd {smith jones}, X")
@example("a{,}b Smith, X")
@example("A The y B")
@example("X, II, III")
def test_bibtex_reads_back_as_the_same_name(text: str) -> None:
    if name := _names(text):
        assert parse_name(name.bibtex) == name


@given(texts.map(lambda text: re.sub(r"[,{}]", "", text)))
@settings(max_examples=300, deadline=None)
def test_a_name_in_reading_order_displays_as_typed(text: str) -> None:
    """So it reads back as the same name; Han, Hangul and Kana names only lose the space."""
    if name := _names(text):
        typed = " ".join(text.replace("~", " ").split())
        if name.display == typed:
            assert parse_name(name.display) == name
        else:
            assert name.display.replace(" ", "") == typed.replace(" ", "")
            assert name.display.startswith(name.family + name.given)


@given(st.lists(texts, max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_list_written_in_bibtex_splits_into_the_same_names(entries: list[str]) -> None:
    names = [name for text in entries if (name := _names(text.replace(";", "")))]
    assert [parse_name(text) for text in split_names(" and ".join(name.bibtex for name in names))] == names


@given(texts)
@settings(max_examples=200, deadline=None)
def test_every_form_of_every_name_has_text(text: str) -> None:
    if name := _names(text):
        assert all([name.display, name.initials, name.bibtex, name.identity])
        assert name.identity == _names(name.bibtex).identity  # type: ignore[union-attr]


# --- author lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["others", "Others", "et al.", "et al", "et~al.", " and others ", "…", "..."])
def test_and_others_is_recognised(text: str) -> None:
    assert is_others(text)


@pytest.mark.parametrize("text", ["", "Other", "Al", "Others, Jan", "."])
def test_a_name_is_not_and_others(text: str) -> None:
    assert not is_others(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Roth, Karsten", ["Roth, Karsten"]),
        ("A B and C D and others", ["A B", "C D", "others"]),
        ("A B\n   AND\tC D", ["A B", "C D"]),
        ("{Barnes and Noble} and Sandy Anderson", ["{Barnes and Noble}", "Sandy Anderson"]),
        ("A and and B and ", ["A", "B"]),
        ("A {B and C", ["A B", "C"]),
        ("Roth, K.; Akata, Z.", ["Roth, K.", "Akata, Z."]),
        ("{A; B}; C", ["{A; B}", "C"]),
        ("A; B and C", ["A; B", "C"]),
    ],
)
def test_author_fields_are_split(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("parts", "pair"),
    [
        (["Roth", "Karsten"], (0, 1)),
        (["Vishaal Udandarao", "Roth", "Karsten", "others"], (1, 2)),
        (["van der Berg", "Jan"], (0, 1)),
        (["Van Gool", "Luc"], (0, 1)),
        (["LeCun", "Yann"], (0, 1)),
        (["Roth", "K."], (0, 1)),
        (["Tolkien", "J. R. R."], (0, 1)),
        (["Tolkien", "J.R.R."], (0, 1)),
        (["Godard", "Jean-Luc"], (0, 1)),
        (["Roth", "Karsten M."], (0, 1)),
        (["ROTHMAN", "Karsten"], (0, 1)),
        (["O'Neill", "Bjo\u0308rn"], (0, 1)),
    ],
)
def test_a_name_cut_in_two_is_found(parts: list[str], pair: tuple[int, int]) -> None:
    assert looks_split(parts) == pair


@pytest.mark.parametrize(
    "parts",
    [
        [],
        ["Roth"],
        ["Roth, Karsten", "Akata, Zeynep"],
        ["Karsten Roth", "Plato", "Vishaal Udandarao"],
        ["Plato", "Karsten Roth"],
        ["Roth", "others"],
        ["Plato", "et al."],
        ["CERN", "Plato"],
        ["Google", "OpenAI"],
        ["OpenAI", "Google"],
        ["NASA", "ESA"],
        ["{Plato}", "{Socrates}"],
        ["王小明", "李四"],
        ["김철수", "이영희"],
        ["J.", "Roth"],
        ["Roth", "Karsten Michael"],
        ["", ""],
        ["42", "43"],
    ],
)
def test_honest_lists_are_not_suspected(parts: list[str]) -> None:
    assert looks_split(parts) is None


@given(st.lists(texts, max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_list_can_be_judged(parts: list[str]) -> None:
    pair = looks_split(parts)
    assert pair is None or (pair[1] == pair[0] + 1 and pair[1] < len(parts))


# --- real author fields -----------------------------------------------------------------------------------

FIELD = re.compile(r"^\s*(?:author|editor)\s*=\s*(?:\{(.*?)\}|\"(.*?)\"),?\s*$", re.M | re.S | re.I)


def _author_fields(folder: Path) -> list[str]:
    files = sorted((folder / "bib-personal").rglob("*.bib"))
    sources = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return ["".join(groups) for source in sources for groups in FIELD.findall(source)]


def test_real_author_fields_lose_nothing_and_read_back() -> None:
    """Over every author field of a folder of real bibliographies."""
    folder = os.environ.get("SCHOLARFOLIO_CORPUS")
    if not folder:
        pytest.skip("SCHOLARFOLIO_CORPUS names no folder of real bibliographies")
    names = {entry for field in _author_fields(Path(folder)) for entry in split_names(field)}
    assert names, f"no author fields under {folder}"
    for text in names:
        name = parse_name(text)
        parts = (name.family, name.given, name.particle, name.suffix, name.literal)
        assert _letters(*parts) == _letters(text), text
        assert parse_name(name.bibtex) == name, text


def test_hyphenated_initials_stay_together():
    assert parse_name("J.-L. Starck").initials == "J.-L. Starck"
    assert parse_name("Jean-Luc Picard").initials == "J.-L. Picard"
