"""What readers will not get of a text in Markdown is reported where it was typed; what they get is not."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.build.site import plan_site
from scholarfolio.text.markdown.losses import losses
from scholarfolio.text.markdown.masking import Masking, converted, sanitised
from scholarfolio.values.problems import Problems


@pytest.fixture
def warnings(content):
    """The warnings about a page of one's own, without its path."""

    def told(body: str, fields: str = "") -> list[str]:
        problems = Problems()
        plan_site(content("pages/p.md", fields + body), "https://example.org", problems)
        return [
            str(problem).removeprefix("content/pages/p.md:") for problem in problems if problem.severity == "warning"
        ]

    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\n\n<iframe src='x'></iframe>",
            "3:1: warning: <iframe> is taken out, since pages show nothing of other sites",
        ),
        ("a <script>x</script>", "1:3: warning: <script> is taken out, with all that is in it"),
        ("a <font color='red'>b</font>", "1:3: warning: <font> is taken out, and its text stays"),
        (
            "<video src='files/x.mp4'>",
            "1:1: warning: <video> is taken out, since only a paper's `image` can be a video",
        ),
        ("a <b style='x'>b</b>", '1:3: warning: the attribute "style" of <b> is taken out; write a class'),
        ("<p\n onclick='x'>b</p>", '1:1: warning: the attribute "onclick" of <p> is taken out; pages run no scripts'),
        ("[x](javascript:alert(1))", '1:5: warning: the address is taken out: "javascript:" is none of http, https'),
        ("![A](https://example.org/a/b.png)", "1:6: warning: pages load nothing from other sites"),
        ("![A](//example.org/b.png)", 'save it in files/ and write "files/b.png"'),
        ("<img alt='A' src='http://example.org/b.png'>", "1:19: warning: pages load nothing from other sites"),
        ("![A][1]\n\n[1]: https://example.org/b.png", "3:6: warning: pages load nothing from other sites"),
        ("![](files/b.png)", "1:1: warning: a picture has no alternative text"),
    ],
)
def test_what_is_lost_is_reported_where_it_was_typed(warnings, text, expected):
    (told,) = warnings(text)
    assert expected in told


@pytest.mark.parametrize(
    "text",
    [
        "<b class='x' id='y' title='z' lang='de' dir='ltr'>b</b> <br> <sup>2</sup>",
        "a < b, <foo> and <x@example.org>",
        "`<iframe src='x'>` and `[x](javascript:y)` and `![a](https://example.org/b.png)`",
        "```\n<script>x</script>\n```",
        "So:\n\n    <script>indented</script>\n\n    ![a](https://example.org/b.png)",
        "<!-- a <comment> of mine -->",
        "![a](files/b.png) ![b](data.png)",
        "[x](mailto:x@example.org) [y](tel:1) [z](https://example.org) <https://example.org>",
        "$a <b$ and $[x](y:z)$",
        "| a | b |\n|--:|:--|\n| 1 | 2 |\n\n[^1]\n\n[^1]: A note.\n\n```python\nx = 1\n```\n\n3. a\n4. b",
    ],
)
def test_what_readers_get_is_not_reported(text):
    assert losses(text) == []


def test_a_place_is_that_of_the_file_below_its_fields(warnings):
    assert warnings("\n\n<marquee>x</marquee>", "---\ntitle: P\n---\n")[0].startswith("6:1: ")
    assert warnings("# P\n\n`<font>` <font>x</font> <font>y</font>")[0].startswith("3:10: ")


def test_all_fields_in_markdown_are_read(content):
    content("profile.yaml", "name: Ada\nbio: |\n  x\n  <font>y</font>\n")
    content("site.yaml", "footer: '<font>x</font>'\n")
    content("news.yaml", "- date: 2020\n  text: <font>x</font>\n")
    content("talks.yaml", "- date: 2020\n  title: T\n  abstract: >\n    x\n\n    <font>x</font>\n")
    content("topics.yaml", "a: {name: A, description: <font>x</font>}\n")
    problems = Problems()
    plan_site(content("papers/a.yaml", "title: A\nsummary: '<font>x</font>'\n"), "https://example.org", problems)
    assert [str(problem.place) for problem in problems] == [
        "content/news.yaml:2:9",
        "content/papers/a.yaml:2:11",
        "content/profile.yaml:4:3",
        "content/site.yaml:1:10",
        "content/talks.yaml:6:5",
        "content/topics.yaml:1:27",
    ]


_PIECES = st.sampled_from(
    "<b>|</b>|<font>|</font>|<p onclick=a>|<img src=//x>|![a](https://x.org/b)|[c](x:y)|`|\n\n|words |"
    "<a href='x:y'>z</a>|<i style=x>|    |\n- ".split("|")
)


def start_tags(html: str) -> set[tuple[str, str]]:
    """Elements with their attributes; how often does not count, since what is not closed is repeated."""
    return {(tag.name, str(sorted(tag.attrs.items()))) for tag in BeautifulSoup(html, "html.parser").find_all(True)}


def shows_foreign_pictures(html: str) -> bool:
    return any("//" in image.get("src", "") for image in BeautifulSoup(html, "html.parser").find_all("img"))


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_a_text_without_losses_loses_nothing(text):
    """Whatever the sanitiser takes out of what Markdown makes, one of the losses told of it; also of code there is none."""
    if not losses(text):
        masked = "".join(Masking("zqm").text(text.strip()))
        assert start_tags(sanitised(masked)) == start_tags(converted(masked))
        assert not shows_foreign_pictures(sanitised(masked))


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_a_loss_is_one(text):
    """Nothing is said of a text of which the sanitiser takes nothing out and which shows no foreign picture."""
    masked = "".join(Masking("zqm").text(text.strip()))
    if start_tags(sanitised(masked)) == start_tags(converted(masked)) and not shows_foreign_pictures(converted(masked)):
        assert losses(text) == []
