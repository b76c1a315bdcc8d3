"""Bare web addresses in running text."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.text import linkify
from scholarfolio.text.links import address, bare_links


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://a.org/b.", ["https://a.org/b"]),
        ("(https://a.org/b_(c)), x", ["https://a.org/b_(c)"]),
        ("[https://a.org/x[1]]", ["https://a.org/x[1]"]),
        ("https://a.org/?q=1&r=2#s; 'https://b.org'!", ["https://a.org/?q=1&r=2#s", "https://b.org"]),
        ('"http://a.org/x"?', ["http://a.org/x"]),
        ("www.a.org/~b, WWW.B.ORG", ["www.a.org/~b", "WWW.B.ORG"]),
        (
            "github.com/A/b_c. gitlab.com/a bitbucket.org/b huggingface.co/c",
            ["github.com/A/b_c", "gitlab.com/a", "bitbucket.org/b", "huggingface.co/c"],
        ),
        ("raw.github.com/x mygithub.com/x a@www.b.org github.com", []),
        ("代码https://a.org/b。见", ["https://a.org/b"]),
        ("https://de.wikipedia.org/wiki/Köln", ["https://de.wikipedia.org/wiki/Köln"]),
        ("http:// https://. www. ftp://a.org", []),
        ("https://a.org/x…", ["https://a.org/x"]),
        ("<https://a.org/x>", ["https://a.org/x"]),
    ],
)
def test_finding_bare_addresses(text, urls):
    assert [url for _, _, url in bare_links(text)] == urls


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://a.org", "https://a.org"),
        ("github.com/a/b", "https://github.com/a/b"),
        ("www.a.org", "http://www.a.org"),
        ("a.org/b", "http://a.org/b"),
        ("https://a.org/[x] y%zz#a#b", "https://a.org/%5Bx%5D%20y%25zz#a%23b"),
        ("mailto:a.b@c.org", "mailto:a.b@c.org"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://999.1.1.1/", None),
        ("http://a..b/", None),
        ("not an address", None),
        ("", None),
    ],
)
def test_addresses_are_made_fit_for_a_link_or_refused(url, href):
    assert address(url) == href


def test_text_round_links_is_escaped():
    assert linkify("a < b & https://a.org/?x=1&y=2") == (
        'a &lt; b &amp; <a href="https://a.org/?x=1&amp;y=2">https://a.org/?x=1&amp;y=2</a>'
    )


PIECES = [
    "https://",
    "www.",
    "github.com/",
    "a.org",
    "/x",
    "_",
    ")",
    "(",
    ".",
    "<b>",
    '"',
    "'",
    " ",
    "é",
    "中",
    "[",
    "%",
    "\n",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=15).map("".join))
def test_linkify_shows_exactly_the_text(text):
    """Whatever the text, its words stay, and links are only to the web."""
    soup = BeautifulSoup(f"<p>|{linkify(text)}|</p>", "html.parser")
    shown = soup.get_text()
    assert shown == f"|{text}|"
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "a"}
    assert all(re.match(r"https?://[^\s<>\"]+$", link["href"]) for link in soup.find_all("a"))
