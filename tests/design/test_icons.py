"""Icons: initials of names as different as people are, and a picture of them."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.design.icons import NO_INITIAL, favicon, initials
from scholarfolio.values.names import Name, parse_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Karsten Roth", "KR"),
        ("Roth, Karsten", "KR"),
        ("Jan van der Berg", "JB"),
        ("Jean-Luc Picard", "JP"),
        ("Martin Luther King Jr.", "MK"),
        ("Élodie Ångström", "ÉÅ"),
        ("E\u0301lodie A\u030angstro\u0308m", "ÉÅ"),
        ("ottilie van der quill", "OQ"),
        ("ßara ŉdour", "ßŉ"),
        ("Лев Толстой", "ЛТ"),
        ("Μαρία Κάλλας", "ΜΚ"),
        ("Plato", "P"),
        ("{The ATLAS Collaboration}", "AC"),
        ("{3M Research}", "3R"),
        ("王小明", "王"),
        ("김철수", "김"),
        ("山田 太郎", "山"),
        ("محمد الخوارزمي", "م"),
        ("דוד כהן", "ד"),
        ("रामानुजन श्रीनिवास", "रा"),
        ("พระยา อนุมาน", "พ"),
        ("K\u0323arl O'Brien", "ḲO"),
    ],
)
def test_initials(name, expected):
    assert initials(parse_name(name)) == expected


def test_a_name_of_signs_alone_has_one_all_the_same():
    assert initials(Name(literal="?")) == NO_INITIAL


@given(st.text(min_size=1), st.text())
def test_any_name_makes_a_picture(family, given_name):
    letters = initials(Name(family=family, given=given_name))
    assert 1 <= sum(not letter_is_mark(letter) for letter in letters) <= 2
    root = ET.fromstring(favicon(letters, "#0a5a70"))
    assert root[1].text == letters


def letter_is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def test_letters_are_black_or_white_and_fit_whatever_the_accent():
    assert 'fill="#000000"' in favicon("KR", "#ffff00")
    assert 'fill="#ffffff"' in favicon("KR", "#0a5a70")
    sizes = {letters: size_of(favicon(letters, "#0a5a70")) for letters in ("I", "KR", "MW", "王")}
    assert sizes["I"] == sizes["王"] > sizes["KR"] > sizes["MW"]
    assert sizes["MW"] * 2 * 0.95 <= 28


def size_of(picture: str) -> float:
    return float(ET.fromstring(picture)[1].get("font-size"))


def test_a_site_has_its_owner_s_icon_or_the_one_it_brings(content, tmp_path):
    folder = content("site.yaml", "theme: {accent: gold}\n")
    build(Options(folder, tmp_path / "site"))
    made = (tmp_path / "site/static/favicon.svg").read_text("utf-8")
    assert ">AL</text>" in made
    assert '"#ffd700"' in made
    own = tmp_path / "static/favicon.svg"
    own.parent.mkdir()
    own.write_text("<svg/>", "utf-8")
    build(Options(folder, tmp_path / "site"))
    assert (tmp_path / "site/static/favicon.svg").read_text("utf-8") == "<svg/>"
