"""Accents: whatever colour an author likes, what is set in it can be read."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scholarfolio.values.colour import AA, AAA, BLACK, NAMED, WHITE, _hex, _lch, contrast, on, parse_colour, shades

LIGHT, DARK = "#fdfdfb", "#131618"
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
awkward = ("#00865b", "#ffffff", "#000000", "#ffff00", "#0000ff", "#00ff00", "#ff0000", "#808080", "#010101", "#fefefe")


def with_examples(test):
    for colour in awkward:
        test = example(colour)(test)
    return test


@pytest.mark.parametrize("paper", [LIGHT, WHITE, "#fbf6ea", DARK, BLACK, "#1c1b22"])
@pytest.mark.parametrize("least", [AA, AAA])
@with_examples
@given(colours)
def test_any_accent_can_be_read_on_paper_and_wash_and_read_upon(paper, least, accent):
    made = shades(accent, paper, least)
    for ground in (paper, made.wash):
        assert contrast(made.accent, ground) >= least
        assert contrast(made.strong, ground) >= least
    assert contrast(made.on_accent, made.accent) >= AA
    assert contrast(made.on_accent, made.strong) >= AA


@example("#003f68", "#007ef3")
@given(colours, colours)
def test_any_paper_will_do(accent, paper):
    made = shades(accent, paper)
    assert contrast(made.accent, paper) >= AA
    assert contrast(made.accent, made.wash) >= AA
    assert contrast(made.on_accent, made.accent) >= AA


@given(colours, st.sampled_from([LIGHT, DARK]))
def test_an_accent_that_can_be_read_stays_as_it_is(accent, paper):
    made = shades(accent, paper)
    if contrast(accent, paper) >= AA and contrast(accent, made.wash) >= AA:
        assert made.accent == accent


@given(colours, st.sampled_from([LIGHT, DARK]))
def test_only_lightness_moves_and_the_hue_stays(accent, paper):
    """Eight bits a channel leave room for a few degrees where there is little chroma."""
    _, chroma, hue = _lch(accent)
    _, moved_chroma, moved_hue = _lch(shades(accent, paper).accent)
    assert moved_chroma <= chroma + 0.005
    if moved_chroma > 0.03:
        assert math.cos(hue - moved_hue) > math.cos(math.radians(6))


@pytest.mark.parametrize("paper", [LIGHT, DARK])
@with_examples
@given(colours)
def test_no_lighter_or_darker_than_it_takes(paper, accent):
    """A step of lightness back towards the author's colour could not be read any more, where the colour was moved."""
    made = shades(accent, paper)
    lightness, _, hue = _lch(made.accent)
    own_lightness, own_chroma, _ = _lch(accent)
    if made.accent == accent or own_chroma < 0.02 or (paper == DARK and lightness < 0.745):
        return
    back = _hex(lightness + math.copysign(0.012, own_lightness - lightness), own_chroma, hue)
    assert min(contrast(back, paper), contrast(back, made.wash)) < AA


def test_yellow_becomes_olive_on_light_paper_and_stays_on_dark():
    assert shades("#ffff00", LIGHT).accent == "#707000"
    assert shades("#ffff00", DARK).accent == "#ffff00"


@given(colours)
def test_black_or_white_can_be_read_on_anything(ground):
    assert contrast(on(ground), ground) >= 4.58


@given(colours)
def test_a_colour_survives_the_way_to_oklch_and_back(colour):
    back = _hex(*_lch(colour))
    assert all(abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


def test_contrast_is_that_of_wcag():
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#8a1538", "#8a1538"),
        ("8A1538", "#8a1538"),
        ("#fc0", "#ffcc00"),
        ("Teal", "#008080"),
        ("rebeccapurple", "#663399"),
        ("#12345", None),
        ("#1234567", None),
        ("bluish", None),
        ("", None),
        ("#ggg", None),
        ("１２３", None),
    ],
)
def test_colours_are_hexadecimal_or_named(text, colour):
    assert parse_colour(text) == colour


def test_every_name_is_a_colour_of_six_digits():
    assert len(NAMED) == 148
    assert all(parse_colour(name) == f"#{digits}" and len(digits) == 6 for name, digits in NAMED.items())
