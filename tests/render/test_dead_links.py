"""Links that lead nowhere are reported at the author's own line, once for each place, whatever shows the text."""

from __future__ import annotations

import pytest

from scholarfolio.build.command import Options, build

NOT_THERE = "which the site does not have"


@pytest.fixture
def warnings(content, tmp_path):
    """Builds the content and gives its warnings."""

    content("topics.yaml", "engines: Engines\n")

    def told() -> list[str]:
        built = build(Options(content("papers/a.yaml", PAPER), tmp_path / "site", url="https://example.org"))
        return [str(problem) for problem in built.problems if problem.severity == "warning"]

    return told


PAPER = "title: First\ndate: 2020\ntopics: engines\n"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("profile.yaml", "name: Ada\nbio: See [this](x.html).\n", "profile.yaml:2:17"),
        ("profile.yaml", "name: Ada\nbio: >\n  Folded over\n  lines, see [this](x.html).\n", "profile.yaml:4:21"),
        ("profile.yaml", "# mine\nname: Ada\nbio: |\n    Ä 𝔸\n\n    - [x](x.html)\n", "profile.yaml:6:11"),
        ("profile.yaml", "name: Ada\nbio: 'It''s [this](x.html).'\n", "profile.yaml:2:20"),
        ("profile.yaml", 'name: Ada\nbio: "<a href=\\"x.html\\">this</a>"\n', "profile.yaml:2:17"),
        ("profile.yaml", "name: Ada\nbio: '[this][1] and `[no](x.html)`'\n", ""),
        ("profile.yaml", "name: Ada\nbio: |\n  `[no](x.html)`, but [yes](x.html)\n", "profile.yaml:3:29"),
        ("profile.yaml", "name: Ada\nbio: |\n  [this][1]\n\n  [1]: x.html\n", "profile.yaml:5:8"),
        ("profile.yml", "name: Ada\nbio: See [this](x.html).\n", "profile.yml:2:17"),
        ("site.yaml", "title: T\nfooter: '[x](x.html)'\n", "site.yaml:2:14"),
        ("site.yaml", "navigation:\n- {label: A, page: index.html}\n- label: B\n  page: x.html\n", "site.yaml:4:9"),
        ("topics.yaml", "engines:\n  name: E\n  description: '[x](x.html)'\n", "topics.yaml:3:21"),
        ("papers/b.yaml", "title: B\nsummary: '[x](x.html)'\n", "papers/b.yaml:2:15"),
        ("papers.yaml", "- id: b\n  title: B\n- id: c\n  title: C\n  summary: '[x](x.html)'\n", "papers.yaml:5:17"),
        ("news.yaml", "- date: 2020\n  text: none\n- date: 2021\n  text: '[x](x.html)'\n", "news.yaml:4:14"),
        ("talks.yaml", "- title: T\n  date: 2020\n  abstract: '[x](x.html)'\n", "talks.yaml:3:18"),
        ("pages/p.md", "---\ntitle: P\n---\n# Head\n\n[x](x.html)\n", "pages/p.md:6:5"),
        ("pages/p.md", "Without fields [x](x.html)\n", "pages/p.md:1:20"),
    ],
)
def test_the_place_of_a_dead_link_is_its_line_and_column(content, tmp_path, warnings, name, text, place):
    folder = content(name, text)
    if name == "profile.yml":
        (folder / "profile.yaml").unlink()
    assert warnings() == ([f'content/{place}: warning: links to "x.html", {NOT_THERE}'] if place else [])


def test_a_place_is_reported_once_however_many_pages_show_it(content, warnings):
    """The bio is on two pages, a menu on all."""
    content("profile.yaml", "name: Ada\nbio: '[x](x.html)'\n")
    content("site.yaml", "navigation: [{label: A, page: y.html}]\n")
    assert len(warnings()) == 2


def test_each_place_of_an_address_is_reported(content, warnings):
    content("profile.yaml", "name: Ada\nbio: |\n  [x](x.html)\n  [y](x.html)\n")
    assert [told.partition(" ")[0] for told in warnings()] == ["content/profile.yaml:3:7:", "content/profile.yaml:4:7:"]


def test_a_place_moves_with_its_text(content, warnings):
    content("profile.yaml", "name: Ada\nbio: '[x](x.html)'\n")
    warnings()
    content("profile.yaml", "# a line more\nname: Ada\nbio: '[x](x.html)'\n")
    assert warnings() == [f'content/profile.yaml:3:11: warning: links to "x.html", {NOT_THERE}']
    content("pages/x.md", "Here it is.")
    assert warnings() == []


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("files/slides.pdf", "; put the file into content/files/"),
        ("files/notse.txt", '; did you mean "files/notes.txt"?'),
        ("notes.txt", '; did you mean "files/notes.txt"?'),
        ("papers/a.pdf", ""),
        ("/papers/a.html", '; addresses begin at the root of the site: "papers/a.html"'),
        ("../papers/a.html", '; addresses begin at the root of the site: "papers/a.html"'),
        ("topics/engine.html#x", '; did you mean "topics/engines.html"?'),
    ],
)
def test_what_was_meant_is_guessed(content, warnings, address, hint):
    content("files/notes.txt", "notes")
    content("profile.yaml", f"name: Ada\nbio: '[x]({address})'\n")
    assert warnings() == [f'content/profile.yaml:2:11: warning: links to "{address}", {NOT_THERE}{hint}']


def test_a_missing_picture_is_a_dead_link(content, warnings):
    content("pages/p.md", "![A plot](files/plot.png)\n")
    assert warnings() == [
        f'content/pages/p.md:1:11: warning: links to "files/plot.png", {NOT_THERE}; put the file into content/files/'
    ]
