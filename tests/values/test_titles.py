"""Title and subtitle in one."""

import pytest

from scholarfolio.values.titles import full_title


@pytest.mark.parametrize(
    ("title", "subtitle", "full"),
    [
        ("Engines", "", "Engines"),
        ("Engines", "A Sketch", "Engines: A Sketch"),
        ("Engines?", "A Sketch", "Engines? A Sketch"),
        ("Engines!", "A Sketch", "Engines! A Sketch"),
        ("Engines:", "A Sketch", "Engines: A Sketch"),
        ("Engines?", "", "Engines?"),
        ("Engines.", "A Sketch", "Engines.: A Sketch"),
    ],
)
def test_a_subtitle_follows_a_colon_unless_the_title_ends_in_a_sign_of_its_own(title, subtitle, full):
    assert full_title(title, subtitle) == full


def test_what_ends_a_title_may_stand_before_markup():
    assert full_title("<em>Engines?</em>", "A Sketch", "?") == "<em>Engines?</em> A Sketch"
    assert full_title("<em>Engines</em>", "A Sketch", "s") == "<em>Engines</em>: A Sketch"
