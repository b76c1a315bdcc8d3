"""What queries find, asked of the engine itself on a page of a small site made for the purpose."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsers import Chromium

from scholarfolio.build.command import Options, build
from scholarfolio.render.search.words import split
from scholarfolio.tracking import chunks

pytestmark = pytest.mark.browser

PAPERS = {
    "models": "title: Large Language Models\nauthors: [Zeynep Akata, Bo Li]\ndate: 2021\ncode: https://example.org/a\n",
    "model": "title: A Language Model\nauthors: [Ada Lovelace]\ndate: 2019\ntopics: [vision]\n",
    "modelling": "title: Language Modelling\nauthors: [Ada Lovelace, Zeynep Akata]\ndate: 2020-05\ntopics: [vision]\n",
    "undated": "title: Language without a Date\nauthors: [Bo Li]\n",
    "street": "title: Die Straße nach Łódź\nauthors: [Jürgen Groß]\ndate: 2018\n",
    "graph": "title: 图神经网络综述\nauthors: [王小明]\ndate: 2022\n",
    "script": "title: 'Reading <script> and & in $x < y$'\nauthors: [Ada Lovelace]\ndate: 2017\n",
}
TOPICS = "vision: {name: Computer Vision, short: CV}\n"

Found = Callable[[str], list[str]]
SEARCH = """query => { const { searcher } = window.scholarfolioSearch;
  return (searcher.search(query) || { papers: [] }).papers.map(paper => searcher.papers.shown(paper).path); }"""


@pytest.fixture(scope="module", params=[None, 1, 2], ids=["one block", "blocks of one", "blocks of two"])
def page(
    request: pytest.FixtureRequest, chromium: Chromium, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[object]:
    """A page with the search open; what is found does not depend on how the index is cut."""
    root = tmp_path_factory.mktemp("search")
    content = root / "content"
    (content / "papers").mkdir(parents=True)
    (content / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
    (content / "topics.yaml").write_text(TOPICS, "utf-8")
    for name, text in PAPERS.items():
        (content / "papers" / f"{name}.yaml").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        if request.param:
            patch.setattr(chunks, "LEAST", request.param)
            patch.setattr(chunks, "MOST", request.param)
        build(Options(content, root / "site", jobs=1))
    with chromium.page((root / "site/index.html").as_uri()) as opened:
        opened.keyboard.press("/")
        opened.fill("dialog.search input", "language")
        opened.wait_for_selector(".search-results a")
        yield opened


@pytest.fixture
def found(page: object) -> Found:
    def ask(query: str) -> list[str]:
        return [Path(path).stem for path in page.evaluate(SEARCH, query)]  # type: ignore[attr-defined]

    return ask


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        # a closed phrase is exact
        ('"language models"', {"models"}),
        ('"language model"', {"model"}),
        ('"models language"', set()),
        # words that end, and plurals, meet
        ("language model ", {"models", "model"}),
        # years: one, open and closed ranges; what has no date is in none
        ("year:2020", {"modelling"}),
        ("year:-2019", {"model", "street", "script"}),
        ("year:2020-", {"models", "modelling", "graph"}),
        ("year:2019-2020", {"model", "modelling"}),
        ("year:2020-2019", set()),
        # filters narrow each other and words
        ("topic:cv author:akata", {"modelling"}),
        ("topic:vision language", {"model", "modelling"}),
        ("author:li has:code", {"models"}),
        ("author:lovelace year:2019 model", {"model"}),
        ('author:"zeynep akata" year:2021', {"models"}),
        # slips in names
        ("akatta", {"models", "modelling"}),
        ("author:akatta", {"models", "modelling"}),
        ("lovlace year:2017", {"script"}),
        # letters of every kind
        ("strasse", {"street"}),
        ("lodz", {"street"}),
        ("gross", {"street"}),
        ("神经网络", {"graph"}),
        ("王小明", {"graph"}),
        ("foo:bar", set()),
    ],
)
def test_a_query_finds_exactly(found: Found, query: str, papers: set[str]) -> None:
    assert set(found(query)) == papers


def test_who_is_spelt_right_comes_before_who_is_meant(found: Found) -> None:
    assert found("language models")[0] == "models"


def test_titles_stay_text_where_matches_are_marked(page: object) -> None:
    page.fill("dialog.search input", "reading")  # type: ignore[attr-defined]
    link = page.locator(".search-results a", has_text="<script>").first  # type: ignore[attr-defined]
    assert "Reading <script> and &" in link.inner_text()
    assert link.locator("mark").first.inner_text() == "Reading"
    assert page.evaluate("document.querySelectorAll('.search-results script').length") == 0  # type: ignore[attr-defined]


TEXTS = "Straße Łódź İstanbul ıspanak Ærø Þórr ﬁn ½ ⅷ Ångström naïve ΣΊΣΥΦΟΣ Ёлка й 图神经 カタカナ ｶﾞ مُحَمَّد ñ ŉ Ǆ é e\u0301 K"


def test_letters_are_folded_alike_at_building_and_at_searching(page: object) -> None:
    """Python folds the records, JavaScript the query: where they differ, a paper cannot be found."""
    script = "words => words.map(word => window.scholarfolioSearch.searcher.folding.words(word))"
    words = TEXTS.split()
    made = page.evaluate(script, words)  # type: ignore[attr-defined]
    parts = [[part for word in split(text) for part in re.split("[-'.]", word)] for text in words]
    assert dict(zip(words, made, strict=True)) == dict(zip(words, parts, strict=True))


WORDS = "graph graphs grape Straße k-NN neural net nets networks author's of the über 图 Łódź o'clock".split()


def test_queries_find_what_a_look_into_every_paper_finds(
    chromium: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words, phrases and beginnings, in 60 papers in blocks of a few."""
    monkeypatch.setattr(chunks, "LEAST", 3)
    monkeypatch.setattr(chunks, "BEGINS", 4)
    pick = random.Random(1)
    texts = {f"p{number}": (pick.choices(WORDS, k=3), pick.choices(WORDS, k=12)) for number in range(60)}
    (tmp_path / "content/papers").mkdir(parents=True)
    (tmp_path / "content/profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
    for name, (title, abstract) in texts.items():
        record = f'title: "{" ".join(title)}"\nabstract: "{" ".join(abstract)}"\ndate: {pick.randint(1990, 2020)}\n'
        (tmp_path / f"content/papers/{name}.yaml").write_text(record, "utf-8")
    build(Options(tmp_path / "content", tmp_path / "site", jobs=1))

    titles = {name: plain(title) for name, (title, _) in texts.items()}
    abstracts = {name: plain(abstract) for name, (_, abstract) in texts.items()}
    expected = {}
    for word in plain(WORDS):
        expected[f'title:"{word}"'] = {name for name in texts if holds(titles[name], [word])}
        expected[f"title:{word[:2]}"] = {name for name in texts if any(w.startswith(word[:2]) for w in titles[name])}
    for name in pick.sample(sorted(texts), 20):
        at = pick.randrange(len(abstracts[name]) - 3)
        for some in (abstracts[name][at : at + 2], abstracts[name][at : at + 3]):
            expected[f'abstract:"{" ".join(some)}"'] = {n for n in texts if holds(abstracts[n], some)}
            expected[f'"{" ".join(some)}"'] = {n for n in texts if holds(abstracts[n], some) or holds(titles[n], some)}
    with chromium.page((tmp_path / "site/index.html").as_uri()) as page:
        page.keyboard.press("/")
        page.wait_for_function("() => window.scholarfolioSearch && window.scholarfolioSearch.searcher")
        for query, papers in expected.items():
            assert {Path(path).stem for path in page.evaluate(SEARCH, query)} == papers, query


def plain(words: list[str]) -> list[str]:
    """The words as they are compared, those that are joined in their parts."""
    folded = " ".join(words).lower().translate(str.maketrans({"ß": "ss", "ü": "u", "ł": "l", "ó": "o", "ź": "z"}))
    return re.split("[-' ]", folded)


def holds(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))
