"""Looks: tokens from files and settings, and the stylesheet that they fill in."""

from __future__ import annotations

import re
from itertools import product

import pytest
from conftest import ROOT

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.content.models import ThemeSettings
from scholarfolio.design.looks import CANVAS, CODE, GROUNDS, TEXTS, read_look, stylesheet
from scholarfolio.values.colour import AA, AAA, contrast, parse_colour
from scholarfolio.values.problems import Problems
from scholarfolio.values.theme_files import find_theme
from scholarfolio.values.typefaces import TYPEFACES

READY = [path.stem for path in sorted((ROOT / "static/looks").glob("*.css"))]
THEME_MD = (ROOT / "docs/theme.md").read_text("utf-8")
STYLE = (ROOT / "static/style.css").read_text("utf-8")


@pytest.fixture
def look(tmp_path):
    """Reads a look of the site's own, or a ready one: returns it and what is said about it."""

    def read(css="", **settings):
        if css:
            (tmp_path / "static/looks").mkdir(parents=True, exist_ok=True)
            (tmp_path / "static/looks/mine.css").write_text(css, "utf-8")
            settings.setdefault("look", "mine")
        problems = Problems()
        found = read_look(find_theme(tmp_path), ThemeSettings(**settings), problems)
        return found, [str(problem) for problem in problems]

    return read


@pytest.mark.parametrize("name", READY)
def test_in_a_ready_look_every_text_is_legible_on_every_ground_in_both_schemes(look, name):
    found, problems = look(look=name)
    assert problems == []
    for text, ground in product(TEXTS, GROUNDS):
        for upper, lower in zip(found.colours(text), found.colours(ground), strict=True):
            assert contrast(upper, lower) >= AA, (text, ground)
    for upper, lower in product(("--on-accent",), ("--accent", "--accent-strong")):
        assert min(map(contrast, found.colours(upper), found.colours(lower))) >= AA


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("accent", ["#ffff00", "#0000ff", "#ffffff", "#000000", "#8a1538"])
def test_other_texts_stay_legible_on_the_wash_of_any_accent(look, name, accent):
    found, _ = look(look=name, accent=accent)
    for text in TEXTS:
        assert min(map(contrast, found.colours(text), found.colours("--wash"))) >= AA, text


def test_the_stylesheet_uses_every_token_and_no_others():
    found = read_look(find_theme(ROOT), ThemeSettings(), Problems())
    values = " ".join(found.tokens.values())
    assert set(re.findall(r"var\((--[\w-]+)", STYLE + values)) == set(found.tokens)


def test_settings_become_tokens(look):
    found, _ = look(accent="#8a1538", font="old-style", heading_font="humanist", density="airy")
    assert found.accent == "#8a1538"
    assert found.colours("--accent")[0] == "#8a1538"
    assert found.tokens["--text-font"] == TYPEFACES["old-style"].stack
    assert found.tokens["--heading-font"] == TYPEFACES["humanist"].stack
    assert float(found.tokens["--density"]) > 1


def test_a_look_of_one_s_own_changes_what_it_names_and_nothing_else(look):
    plain, _ = look()
    found, problems = look(':root { --leading: 1.4; /* --edge: 0; */ --serif: "A B", serif;\n --accent: #00695c }')
    assert problems == []
    changed = {token for token, value in found.tokens.items() if value != plain.tokens[token]}
    assert changed == {"--leading", "--serif", "--accent", "--accent-strong", "--on-accent", "--wash"}
    assert found.tokens["--serif"] == '"A B", serif'
    assert found.accent == "#00695c"


def test_the_documented_accents_are_what_comes_of_them(look):
    rows = re.findall(r"^\| `'?([\w#]+)'?`.*\| `(#\w{6})`.*\| `(#\w{6})`", THEME_MD, re.MULTILINE)
    assert len(rows) == 5
    for accent, *expected in rows:
        assert list(look(accent=parse_colour(accent))[0].colours("--accent")) == expected


def test_an_accent_is_fitted_to_the_paper_of_the_look(look):
    found, _ = look(":root { --paper: light-dark(#e8dcc0, #30281c); }", accent="#b8860b")
    for accent, paper in zip(found.colours("--accent"), ("#e8dcc0", "#30281c"), strict=True):
        assert contrast(accent, paper) >= AA


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (
            ":root { --leading: 1 }\nbody { color: red }",
            "static/looks/mine.css:2:1: a look holds nothing but custom properties in :root { … }; "
            "rules belong into static/style.css",
        ),
        (
            ":root {\n  color: red;\n}",
            "static/looks/mine.css:2:3: only custom properties belong here, such as --leading: 1.5;",
        ),
        (
            ":root {\n  --acent: #0a5a70;\n}",
            'static/looks/mine.css:2:3: warning: the theme has no token "--acent"; did you mean "--accent"?',
        ),
        (
            ":root {\n  --paper: oklch(0.9 0 0);\n}",
            'static/looks/mine.css:2:3: "oklch(0.9 0 0)" is no colour to reckon with; '
            "write #rrggbb or light-dark(#rrggbb, #rrggbb)",
        ),
        (
            ":root { --muted: light-dark(#555b61, #666666) }",
            "static/looks/mine.css: warning: --muted on --paper has a contrast of 3.2 in the dark scheme; 4.5 is needed",
        ),
    ],
)
def test_what_is_wrong_with_a_look_is_said_with_its_place(look, css, expected):
    assert expected in look(css)[1]


def test_a_look_that_is_no_text_is_reported(look, tmp_path):
    look(":root{}")
    (tmp_path / "static/looks/mine.css").write_bytes(b"\xff\xfe:\x00")
    assert look(look="mine")[1] == ["static/looks/mine.css: cannot be read: it is not UTF-8"]


def test_browsers_without_light_dark_get_the_light_colours(look):
    found, _ = look()
    plain, _, supported = stylesheet(STYLE, found).rpartition("@supports (color:light-dark(")
    assert "--paper:#fdfdfb;" in plain
    assert "--paper:light-dark(#fdfdfb, #131618);" in supported


def test_more_contrast_is_there_for_readers_who_ask_for_it(look):
    for accent in ("", "#ffff00"):
        found, _ = look(accent=accent)
        css = stylesheet(STYLE, found).rpartition("prefers-contrast:more")[2]
        pairs = {name: pair for name, *pair in re.findall(r"(--[\w-]+):light-dark\((#\w+),(#\w+)\)", css)}
        for text in ("--accent", *CODE):
            for colour, canvas, wash in zip(pairs[text], CANVAS, pairs["--wash"], strict=True):
                assert min(contrast(colour, canvas), contrast(colour, wash)) >= AAA


def test_comments_and_indentation_go_and_rules_stay(look):
    css = stylesheet('/* one */\na {\n  content: " · "; /* two */\n\n  b: c;\n}\n', look()[0])
    assert css.startswith('a {\ncontent: " · ";\nb: c;\n}\n@layer tokens{')


def test_no_text_in_the_stylesheet_looks_like_a_comment():
    texts = re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL))
    assert texts
    assert not any("/*" in text or "*/" in text for text in texts)


# In a built site


def test_a_site_gets_one_stylesheet_with_its_settings_and_no_look_besides(content, tmp_path):
    folder = content("site.yaml", "theme: {look: modern, accent: '#123456'}\n")
    build(Options(folder, tmp_path / "site"))
    css = (tmp_path / "site/static/style.css").read_text("utf-8")
    assert "--accent:light-dark(#123456," in css
    assert not (tmp_path / "site/static/looks").exists()
    assert "/*" not in css


def test_settings_reach_a_stylesheet_that_a_site_s_own_imports(content, tmp_path):
    folder = content("site.yaml", "theme: {accent: '#123456'}\n")
    own = tmp_path / "static/style.css"
    own.parent.mkdir()
    own.write_text('@import "theme/style.css";\n:root { --accent: red }\n', "utf-8")
    build(Options(folder, tmp_path / "site"))
    assert (tmp_path / "site/static/style.css").read_bytes() == own.read_bytes()
    assert "--accent:light-dark(#123456," in (tmp_path / "site/static/theme/style.css").read_text("utf-8")


# Wrong values; those that can stand in one file together are in sites/broken


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("modern2", '1:8: there is no look "modern2"; did you mean "modern"?'),
        ("xyz", '1:8: there is no look "xyz"; there are classic, compact, modern'),
        ("{accent: crimsn}", '1:17: "crimsn" is not a colour; did you mean "crimson"?'),
        ("{accent: '#12345'}", "1:17: \"#12345\" is not a colour; expected a colour: '#8a1538' in quotes"),
        ("{density: airry}", '1:18: "airry" is not known here; did you mean "airy"?'),
    ],
)
def test_wrong_settings_are_explained(content, theme, expected):
    problems = Problems()
    plan_site(content("site.yaml", f"theme: {theme}\n"), "", problems)
    assert any(str(problem).startswith(f"content/site.yaml:{expected}") for problem in problems.errors), problems
