"""Themes: a site's own templates and stylesheets, and what is said when they are wrong."""

from __future__ import annotations

import pytest
from conftest import write_files

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.values.problems import Problems, Stop


@pytest.fixture
def theme(content, tmp_path):
    """Writes a file of the site's own theme and builds: returns the output folder, or the problems as text."""
    folder = content("papers/a.yaml", "title: A\ndate: 2020\n")

    def build_with(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        try:
            build(Options(folder, tmp_path / "site"))
        except Stop as stop:
            return "\n".join(str(problem) for problem in stop.problems)
        return tmp_path / "site"

    return build_with


def test_a_template_of_the_same_name_goes_first_and_extends_the_theme_s(theme):
    site = theme(
        templates__page_html="unused",
        templates__paper_html='{% extends "theme/paper.html" %}{% block content %}<p>Mine.</p>{{ super() }}{% endblock %}',
    )
    page = (site / "papers/a.html").read_text("utf-8")
    assert "<p>Mine.</p>" in page
    assert "<h1" in page


def test_overriding_the_base_changes_every_page(theme):
    site = theme(
        templates__base_html='{% extends "theme/base.html" %}{% block head %}<meta name="own" content="1">{% endblock %}'
    )
    pages = list(site.rglob("*.html"))
    assert len(pages) > 5
    assert all('<meta name="own" content="1">' in page.read_text("utf-8") for page in pages)


def test_a_stylesheet_of_the_same_name_replaces_the_theme_s_which_stays_in_reach(theme):
    site = theme(static__style_css='@import "theme/style.css";\nbody { color: red }\n', static__extra_txt="more")
    assert (site / "static/style.css").read_text("utf-8").startswith('@import "theme/style.css"')
    assert (site / "static/theme/style.css").stat().st_size > 1000
    assert (site / "static/extra.txt").read_text("utf-8") == "more"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("line one\n{% if %}", "templates/paper.html:2:1: not a valid template"),
        ("one\ntwo\n{{ nothing.here }}", "templates/paper.html:3:1: the template fails: 'nothing' is undefined"),
        ("one\n{{ paper.titel }}", "templates/paper.html:2:1: the template fails"),
        ("one\n{{ 1 / 0 }}", "templates/paper.html:2:1: the template fails: division by zero"),
        ('one\n{% include "none.html" %}', 'templates/paper.html:2:1: there is no template "none.html"'),
        ('{% extends "paper.html" %}', "a template includes or extends itself"),
    ],
)
def test_a_wrong_template_is_a_problem_with_its_line_and_writes_nothing(theme, tmp_path, template, expected):
    assert expected in theme(templates__paper_html=template)
    assert not (tmp_path / "site/index.html").exists()


def test_a_wrong_component_or_block_is_named_with_its_folder(theme):
    assert "templates/components/labels.html:1:1: the template fails" in theme(
        templates__components__labels_html="{% macro chip(group) %}{{ nothing }}{% endmacro %}",
        templates__paper_html='{% import "components/labels.html" as labels %}{{ labels.chip(paper) }}',
    )
    assert "templates/blocks/papers.html:2:1: the template fails" in theme(
        templates__components__labels_html='{% import "theme/components/labels.html" as theirs %}',
        templates__paper_html='{% extends "theme/paper.html" %}',
        templates__blocks__papers_html="one\n{{ nothing }}",
    )


def test_a_macro_of_the_theme_that_gets_something_wrong_is_named_beside_the_line_that_gives_it(theme):
    told = theme(
        templates__paper_html='{% import "components/labels.html" as labels %}\n\n{{ labels.chip(nothing) }}',
    )
    assert (
        "templates/paper.html:3:1: the template fails: 'nothing' is undefined (in theme/components/labels.html:" in told
    )


def test_a_page_of_the_theme_that_misses_a_macro_of_one_s_own_component_is_named_as_the_theme_s(theme):
    told = theme(templates__components__pagination_html="{% macro other() %}{% endmacro %}")
    assert "theme/group.html:" in told
    assert "has no attribute 'pager'" in told


def test_one_s_own_component_stands_in_the_theme_s_pages(theme):
    site = theme(
        templates__components__pagination_html='{% macro pager(pager, url) %}<p class="own-pager"></p>{% endmacro %}',
    )
    assert '<p class="own-pager">' in (site / "years/2020.html").read_text("utf-8")
    assert '<p class="own-pager">' not in (site / "papers/a.html").read_text("utf-8")


def test_a_link_of_a_template_that_leads_nowhere_is_reported(theme, tmp_path, content):
    theme(
        templates__paper_html='{% extends "theme/paper.html" %}\n{% block content %}{{ super() }}\n{{ url("no.html") }}{% endblock %}'
    )
    built = build(Options(tmp_path / "content", tmp_path / "site", url="https://example.org"))
    assert [str(problem) for problem in built.problems] == [
        'templates/paper.html:3:1: warning: links to "no.html", which the site does not have'
    ]


def test_records_cannot_smuggle_html_into_pages(theme, content):
    evil = "'<script>alert(1)</script><img src=x onerror=alert(2)>'"
    content(
        "papers/a.yaml",
        f"title: {evil}\nvenue: {evil}\nauthors: [{{name: {evil}}}]\nsummary: {evil}\nabstract: {evil}\n",
    )
    site = theme()
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text


# --- overrides that stand for nothing --------------------------------------------------------------------------


@pytest.fixture
def warnings(content, tmp_path):
    """What is said of files of the site's own theme."""
    folder = content("papers/a.yaml", "title: A\ndate: 2020\n")
    content("site.yaml", "theme: {home: [about, mine]}\n")

    def told(**files: str) -> list[str]:
        write_files(tmp_path, {"templates/blocks/mine.html": "Mine."} | files)
        problems = Problems()
        plan_site(folder, "https://example.org", problems)
        return [str(problem) for problem in problems]

    return told


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "templates/papper.html",
            'no template of the theme has this name, and no other of yours uses it; did you mean "paper.html"?',
        ),
        ("templates/about.html", 'uses it; did you mean "blocks/about.html"?'),
        ("templates/components/list.html", 'did you mean "components/lists.html"?'),
        ("templates/abc.html", "no template of the theme has this name, and no other of yours uses it"),
        (
            "templates/blocks/teaching.html",
            'the home page does not show this block; name "teaching" in home in site.yaml',
        ),
        ("templates/blocks/sellected.html", 'did you mean "blocks/selected.html"?'),
        ("static/styles.css", 'no template or stylesheet of yours names it; did you mean "style.css"?'),
        ("static/mine.css", "no file of the theme has this name, and no template or stylesheet of yours names it"),
        ("static/favicom.svg", 'did you mean "favicon.svg"?'),
    ],
)
def test_an_override_that_nothing_asks_for_is_reported(warnings, name, expected):
    (told,) = warnings(**{name: "x"})
    assert told.startswith(f"{name}: warning: ")
    assert told.endswith(expected)


@pytest.mark.parametrize(
    "files",
    [
        {"templates/paper.html": '{% extends "theme/paper.html" %}'},
        {"templates/paper.html": '{% include "parts/note.html" %}', "templates/parts/note.html": "x"},
        {"templates/page.html": '{% include "parts/" ~ page.kind ~ ".html" %}', "templates/parts/page.html": "x"},
        {"static/looks/mine.css": ":root {}", "static/photo.jpg": "x", "static/.hidden.css": "x"},
        {"static/style.css": '@import "theme/style.css"; @import "more.css";', "static/more.css": "x"},
        {"templates/base.html": "<script src='{{ url(\"static/mine.js\") }}'></script>", "static/mine.js": "x"},
    ],
)
def test_what_something_asks_for_is_not_reported(warnings, files):
    assert warnings(**files) == []


def test_a_template_that_names_itself_alone_is_not_used(warnings):
    assert len(warnings(**{"templates/mine.html": '{# "mine.html" #}'})) == 1
