"""Markdown: what it becomes, what it may not do, and that the shortcut for plain words changes nothing."""

import pickle

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scholarfolio.text import Markdown, Markup
from scholarfolio.text.markdown import simple as simple
from scholarfolio.text.markdown.html import blocks, line, plain, relinked, without_anchors
from scholarfolio.text.markdown.masking import MaskedHtml, is_marked, mask, paragraphs, sanitised


def soup(source: str) -> BeautifulSoup:
    return BeautifulSoup(f"<main>{Markdown(source).html}</main>", "html.parser")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("plain words\nand more\n\nnext", "<p>plain words\nand more</p>\n<p>next</p>"),
        ('a < b & "c" isn\'t', "<p>a &lt; b &amp; &#34;c&#34; isn&#39;t</p>"),
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ('"straight" -- quotes...', "<p>&#34;straight&#34; -- quotes...</p>"),
        ('a `"b"`', "<p>a <code>&#34;b&#34;</code></p>"),
        ("[a](b.html) ![c](d.png)", '<p><a href="b.html">a</a> <img alt="c" src="d.png" loading="lazy"></p>'),
    ],
)
def test_blocks(source, html):
    assert Markdown(source).html == html


def test_headings_stand_below_the_page_s_own_skip_no_level_and_have_unique_ids():
    found = soup("# Größe & $x^2$\n## B\n## B\n###### C\n# !\n\n<h1>D</h1>").find_all(["h1", "h2", "h3", "h4", "h6"])
    assert [(heading.name, heading["id"]) for heading in found] == [
        ("h2", "größe-x-2"),
        ("h3", "b"),
        ("h3", "b-2"),
        ("h4", "c"),
        ("h2", "section"),
        ("h2", "d"),
    ]


def test_formulas_become_mathml_but_not_in_code():
    page = soup("$a_1*b*c_2$ and `$x$`\n\n$$\ny|z\n$$\n\n```\n$1$\n```\n\n    $2$\n\n\\(q\\) costs $5 and $6")
    assert [math["alttext"] for math in page.find_all("math")] == ["a_1*b*c_2", "y|z", "q"]
    assert [code.get_text().strip() for code in page.find_all("code")] == ["$x$", "$1$", "$2$"]
    assert page.find_all("p")[-1].get_text().endswith("costs $5 and $6")
    assert page.em is None


def test_formulas_stand_in_tables_headings_and_links_but_not_in_attributes():
    page = soup('| $|a|$ | b |\n|---|---|\n| 1 | $c$ |\n\n[$d$](x.html "$e$") ![$f$](y.png)')
    assert [math["alttext"] for math in page.find_all("math")] == ["|a|", "c", "d"]
    assert page.a["title"] == "$e$"
    assert page.img["alt"] == "$f$"


def test_a_formula_nobody_understands_is_shown_as_typed():
    assert Markdown(r"a $\foo{x}$").html == r'<p>a <code class="tex">$\foo{x}$</code></p>'


def test_bare_addresses_become_links_but_not_in_code_or_links():
    page = soup("https://a.org/b_c. `https://b.org` [https://c.org](https://d.org) <https://e.org> github.com/x/y")
    assert [link["href"] for link in page.find_all("a")] == [
        "https://a.org/b_c",
        "https://d.org",
        "https://e.org",
        "https://github.com/x/y",
    ]


def test_tables_align_by_class():
    page = soup("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert [cell.get("class") for cell in page.select("td")] == [["align-left"], ["align-center"], ["align-right"]]
    assert not page.select("[style], [align]")


def test_code_is_highlighted_by_classes_when_its_language_is_known():
    page = soup('```python\nx = "<b>"\n```\n\n```nonsense\nx < y\n```')
    known, unknown = page.find_all("pre")
    assert known.select("span.n")
    assert known.get_text() == 'x = "<b>"\n'
    assert unknown.get_text() == "x < y\n"
    assert not page.select("[style]")


def test_footnotes_of_two_texts_do_not_share_ids():
    first, second = soup("a[^1]\n\n[^1]: note one"), soup("b[^1]\n\n[^1]: note two")
    ids = [{tag["id"] for tag in page.select("[id]")} for page in (first, second)]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])
    for page, known in zip((first, second), ids, strict=True):
        assert {link["href"].removeprefix("#") for link in page.select("a")} == known
    assert soup("a[^1]\n\n[^1]: note one") == first


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>a",
        '<b onclick="alert(1)">a</b>',
        "[a](javascript:alert(1))",
        '<a href="java\nscript:alert(1)">a</a>',
        '<img src=x onerror="alert(1)"> a',
        '<iframe src="https://x.org"></iframe>a',
        '<p style="color:red">a</p>',
        "<style>p{}</style>a",
        "<svg onload=alert(1)></svg>a",
        "<form action=x><input></form>a",
        '<a href="data:text/html,<script>1</script>">a</a>',
        "$\\text{<script>}$ a",
        "`a`<math><mtext><script>alert(1)</script></mtext></math>",
    ],
)
def test_harmful_html_is_taken_out(source):
    page = soup(source)
    assert not page.select("script, style, iframe, svg, form, input, [style], [onclick], [onerror], [onload]")
    assert not [link for link in page.select("[href]") if not link["href"].startswith(("http", "mailto"))]
    assert "a" in page.get_text()


def test_what_is_no_html_is_shown_as_typed():
    assert soup("dear <your name>, x <y and z> w").get_text() == "dear <your name>, x <y and z> w"
    assert soup("**a** <Foo> `<bar>`").get_text() == "a <Foo> <bar>"


def test_harmless_html_stays():
    page = soup("H<sub>2</sub>O <kbd>x</kbd> <abbr title='b'>a</abbr>\n\n<details><summary>s</summary>t</details>")
    assert {tag.name for tag in page.find_all(True)} >= {"sub", "kbd", "abbr", "details", "summary"}


def test_raw_images_are_made_valid():
    image = soup('<img src="a b.png" width="3em" height="20">').img
    assert image.attrs == {"src": "a%20b.png", "height": "20", "loading": "lazy", "alt": ""}


@pytest.mark.parametrize(
    ("source", "inline", "plain"),
    [
        ("a\n\nb", "a<br>b", "a b"),
        ("**a** $x^2$", None, "a x²"),
        ("# A\n\n- b\n- c", "A<br>b<br>c", "A b c"),
        ("a[^1]\n\n[^1]: note", "a", "a"),
        ("> a\n\nb  \nc", "a<br>b<br>c", "a b c"),
        ("a & <b>c</b>", "a &amp; <b>c</b>", "a & c"),
        ('<i id="x">a</i>', "<i>a</i>", "a"),
        ("", "", ""),
    ],
)
def test_a_line_holds_no_blocks_and_plain_text_no_markup(source, inline, plain):
    text = Markdown(source)
    assert text.plain == str(text) == plain
    if inline is not None:
        assert text.inline == inline
    page = BeautifulSoup(f"<p>{text.inline}</p>", "html.parser")
    assert not page.p.select("p, h2, ul, li, blockquote, div, [id]")


def test_relative_addresses_are_rewritten_and_no_others():
    text = Markdown(
        '[a](p/x.html#y) [b](https://a.org/x) [c](#z) ![d](i.png?x&y) [e](mailto:a@b.org) [f](//c.org) `href="q"`'
        ' [g](/root.html "href=q")'
    )
    seen = []
    html = text.rendered(lambda url: seen.append(url) or f"../{url}")
    assert seen == ["p/x.html#y", "i.png?x&y", "/root.html"]
    assert 'href="../p/x.html#y"' in html
    assert 'src="../i.png?x&amp;y"' in html
    assert text.rendered(lambda url: url) == text.html
    assert Markdown("plain").rendered(lambda url: "x") == "<p>plain</p>"


def test_a_text_is_a_value():
    text = Markdown("a *b*")
    assert text == Markdown("a *b*")
    assert hash(text) == hash(Markdown("a *b*"))
    assert pickle.loads(pickle.dumps(text)) == text
    assert text
    assert not Markdown(" \n")
    assert isinstance(text.html, Markup)
    assert isinstance(text.rendered(str), Markup)
    with pytest.raises(AttributeError):
        text.source = "b"


def test_lists_nested_beyond_reason_are_shown_as_typed_and_spoil_no_other_text():
    deep = Markdown("".join("    " * level + "- a\n" for level in range(300)))
    assert deep.plain.split() == ["-", "a"] * 300
    assert Markdown("*b*").html == "<p><em>b</em></p>"


WORDS = st.sampled_from(
    [
        *("word", "Über", "中文", "a.b", "1.5", "x,", "don't", '"q"', "p < 0.05", "R&D", "a > b", "snake_case_name"),
        *"()!?;:%@+=-/~#",
    ]
)
PLAIN = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(lines))
)


@settings(max_examples=150, deadline=None)
@given(PLAIN | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=30))
def test_the_shortcut_for_plain_words_gives_what_markdown_gives(source):
    text = source.strip()
    if text and not is_marked(text):
        both = [MaskedHtml(html, {}, "") for html in (paragraphs(text), sanitised(text))]
        assert blocks(both[0]) == blocks(both[1])


MARKS = st.sampled_from(
    [
        *(
            "a",
            "b c",
            "é",
            " ",
            "\n",
            "\n\n",
            "*",
            "**",
            "*x*",
            "**x y**",
            "*x\ny*",
            "***",
            "_",
            "`",
            "!",
            "^",
            "1. ",
            "#",
            "=",
        ),
        *(
            "- ",
            "\n- ",
            "\n\n- ",
            "- \n",
            "[",
            "](",
            ")",
            "[w v](https://a-b.org/c_d/)",
            "[w](http://a.b",
            "https://a.org/",
        ),
        *("&", "&amp;", "<", ">", "x@y.org", "\u00a0", "\u2003", "'", '"', ".", ":", "-", "+", "|", "~", "  ", "\\"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=14).map("".join))
def test_the_shortcut_for_simple_marks_gives_what_markdown_gives(source):
    text = source.strip()
    if text and (html := simple.html(text)):
        short, full = (
            [form(MaskedHtml(made, {}, "")) for form in (blocks, line, plain)] for made in (html, sanitised(text))
        )
        assert short == full


@settings(max_examples=500, deadline=None)
@given(st.lists(MARKS | st.sampled_from(["$", "$x^2$", "www.a.org", "a.com/b", "zq0"]), max_size=14).map("".join))
@example("see [*w*](https://a.org/), **www.a.org/**, exam*ple.com/* 'x' \"y\" > z\n\n- a\n- b")
def test_what_is_finished_is_what_the_last_pass_gives(source):
    if simple.finished_html(text := source.strip()):
        masked = mask(text)
        assert (simple.finished_html(text), simple.plain(text)) == (blocks(masked), plain(masked))
        value = Markdown(source)
        assert value.rendered(str.upper) == value.html == relinked(without_anchors(blocks(masked)), str.upper)


def test_what_most_summaries_hold_takes_the_shortcut():
    assert simple.finished_html(
        "On **hard problems**, *cats* and x_i.\n\n- a\n- [b c](https://example.org/b_c)\n\nMore."
    )
    assert simple.html("On **hard problems**, *cats* and x_i.\n\n- a\n- [b c](https://example.org/b_c)\n\nMore.")


FRAGMENTS = [
    *(
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a |",
        "|---|",
        "[a](b)",
        "![",
        "](",
        "[^1]",
        "[^1]: n",
        "\n\n",
    ),
    *(
        "\n",
        "    ",
        "$x$",
        "$",
        "$$y$$",
        r"\(z\)",
        "<b>",
        "</b>",
        "<script>",
        "<div>",
        "</div>",
        "<i ",
        "onclick=x>",
        "&amp;",
    ),
    *(
        "https://a.org/x",
        "www.b.org",
        "word",
        "é",
        "<",
        ">",
        "&",
        '"',
        "'",
        "\\",
        "<!--",
        "-->",
        "<a href='x'>",
        "</a>",
        "<h1>",
    ),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=2), max_size=20).map("".join))
def test_any_text_gives_good_html(source):
    """No source gives a crash, a script, a repeated id, a link within a link or a name left in a formula's place."""
    text = Markdown(source)
    page = BeautifulSoup(f"<main>{text.html}</main>", "html.parser")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not page.select("script, [onclick], [style], a a, h1")
    assert text.inline is not None
    assert text.plain == " ".join(text.plain.split())
    assert f"zq{text._masked.digest}" not in text.html + text.inline + text.plain


def test_a_text_that_begins_below_its_own_title_begins_at_the_second_level():
    found = soup("## A\n#### B\n### C").find_all(["h2", "h3", "h4"])
    assert [heading.name for heading in found] == ["h2", "h3", "h3"]
