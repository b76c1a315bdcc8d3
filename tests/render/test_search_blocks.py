"""Blocks of the search index: what is put together from several of them is every word in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

import pytest
from catalogs import catalog_of
from conftest import BuiltSite
from hypothesis import given
from hypothesis import strategies as st

from scholarfolio.render.search import index as search_index
from scholarfolio.render.search.blocks import FIELDS, SIGNS, block, by_initial, joined, words_of
from scholarfolio.tracking import chunks
from scholarfolio.tracking.queries import Queries

texts = st.lists(st.sampled_from("a ab abc k-NN zz o'er-the-top Straße λόγος 图像 𝔸 𐐀𐐁 𐐨b ﬀ 12.5".split())).map(
    " ".join
)
documents = st.lists(st.dictionaries(st.sampled_from(FIELDS), st.lists(texts, max_size=3)), min_size=1, max_size=5)


def numbers(code: str) -> list[int]:
    """What ``steps`` in search-engine.js reads."""
    found, number = [], 0
    for sign in map(ord, code):
        if sign >= 93:
            number = number * 34 + sign - 93
        else:
            found.append(number * 57 + sign - 35)
            number = 0
    return found


def terms_of(vocabulary: Iterable[Mapping[str, str]]) -> list[str]:
    return [term for part in vocabulary for term in part["terms"].split()]


def listed_in(block: int, vocabulary: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """The words of a block, list by list, in each of them initial by initial."""
    for number_of_list in range(3):
        for part in vocabulary:
            terms, steps = part["terms"].split(), part["blocks"].split("!")[block].split(" ")[number_of_list]
            yield from (terms[number] for number in accumulate(numbers(steps)))


def rows(vocabulary: Sequence[Mapping[str, str]], blocks: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The words and signs in the rows of blocks."""
    for at, part in enumerate(blocks):
        words = [*SIGNS, *listed_in(at, vocabulary)]
        yield from (words[number] for number in numbers(part["row"]))


@given(st.lists(documents, min_size=1, max_size=3))
def test_a_block_holds_the_words_of_its_documents_in_their_order(parts):
    blocks = [block([words_of(document) for document in part], {}) for part in parts]
    vocabulary = [json.loads(joined(listed)) for listed in by_initial(map(str.encode, blocks))]
    terms = terms_of(vocabulary)
    assert terms == sorted(set(terms), key=lambda word: word.encode("utf-16-be"))
    found = [json.loads(text.partition("\n")[2]) for text in blocks]
    assert [part["documents"] for part in found] == list(map(len, parts))
    expected = [spelt(word) for part in parts for document in part for word in words_of(document).split()]
    assert " ".join(rows(vocabulary, found)) == " ".join(expected)


def spelt(word: str) -> str:
    """A compound as it stands in the row: whole, and in its parts, the first at the same place."""
    parts = word.replace("'", "-").replace(".", "-").split("-")
    return word if len(parts) == 1 else " ".join(["".join(parts), "=", *parts])


@pytest.mark.parametrize(("least", "most"), [(1, 1), (2, 5)])
def test_what_is_shown_and_searched_is_the_same_in_blocks_of_any_size(own_site: BuiltSite, monkeypatch, least, most):
    def read() -> tuple[list[object], list[object]]:
        index = b"".join(search_index.parts(Queries(own_site.prepared.catalog, {}, {}))).decode()
        _, vocabulary, *kinds = json.loads(
            f"[{index.removeprefix('scholarfolioSearch(').removesuffix(');' + chr(10))}]"
        )
        shown = [[line for part in kind for line in part["shown"]["title"].split("\n")] for kind in kinds]
        return shown, list(rows(vocabulary, chain(*kinds)))

    expected = read()
    monkeypatch.setattr(chunks, "LEAST", least)
    monkeypatch.setattr(chunks, "MOST", most)
    assert read() == expected


def test_a_paper_is_found_by_all_that_its_venue_is_called(content):
    venues = "nips: {name: Neural Information Processing, short: NeurIPS, aliases: [NIPS]}\n"
    catalog, _ = catalog_of(content, {"a": "title: A\nvenue: NIPS 2023", "b": "title: B"}, venues=venues)
    queries = Queries(catalog, {}, {})
    found = {name: set(search_index._paper_fields(catalog.by_id[name], queries)["venue"]) for name in "ab"}
    assert found == {"a": {"NIPS 2023", "Neural Information Processing", "NeurIPS"}, "b": {""}}


def test_a_title_in_another_language_says_so(content):
    """A tag of two or three letters, with whatever follows them; nothing that no browser would understand."""
    languages = {"a": "de", "b": "gsw", "c": "pt-BR", "d": "German", "e": ""}
    catalog, _ = catalog_of(content, {name: f"title: T\nlanguage: '{tag}'" for name, tag in languages.items()})
    block = search_index.chunk_block(Queries(catalog, {}, {}), "papers", catalog.ids[0])
    shown = json.loads(block.partition(b"\n")[2])["shown"]["language"]
    assert sorted(shown.split("\n")) == ["", "", "de", "gsw", "pt-BR"]
