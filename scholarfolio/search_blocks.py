"""Search blocks: the words of some hundred documents in their order, as text; and many blocks under one vocabulary.

Words stand in a row: document by document, field by field. A block lists the words that occur in it, and in its row
their numbers stand for them. So a block is made of its own documents alone, and is kept from build to build. Where
blocks are joined, their words are looked up in one vocabulary: that takes a sixth of the time of making the blocks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import sub

from scholarfolio.search_words import split

# The fields of a document, in the order in which they stand in the row.
FIELDS = ("title", "authors", "topics", "venue", "text", "year", "type", "has")

# What stands in the row between the texts of a field, behind each field, and between two words that have one place. No
# word holds such signs, and in each block they have the first numbers.
SIGNS = TEXT_END, FIELD_END, SAME_PLACE = "|", "/", "="
# So many numbers have codes of one character, and so many have codes of no more than two.
ONE, TWO = 57, 57 * 34


def words_of(document: Mapping[str, Iterable[str]]) -> str:
    """The folded words of a document, given the texts of each field; a text that a field holds twice counts once."""
    found: list[str] = []
    for field in FIELDS:
        texts = dict.fromkeys(tuple(split(text)) for text in document.get(field, ()))
        texts.pop((), None)
        for at, words in enumerate(texts):
            if at:
                found.append(TEXT_END)
            found += words
        found.append(FIELD_END)
    return " ".join(found)


def block(documents: Sequence[str], shown: Mapping[str, Iterable[str]]) -> str:
    """A block as text: a line of its words; then, in JSON, its row and what is shown of its documents, by sort.

    Frequent words have the smaller numbers, which have shorter codes. Words whose codes are of one length are sorted,
    and a tab parts them from those with longer ones.

    Args:
        documents: the words of each.
        shown: of each sort, a text of each document.
    """
    row = " ".join(documents).split(" ")
    counts = Counter(row)
    compounds = {word: _apart(word) for word in counts if not word.isalnum() and _JOINT.search(word)}
    for word, terms in compounds.items():
        counts.update(dict.fromkeys(terms, counts.pop(word)))
    for sign in SIGNS:
        del counts[sign]
    ranked = sorted(counts, key=counts.__getitem__, reverse=True)
    one, two = ONE - len(SIGNS), TWO - len(SIGNS)
    lists = [_sorted(words) for words in (ranked[:one], ranked[one:two], ranked[two:])]
    codes = {word: _CODES[number] for number, word in enumerate(chain(SIGNS, *lists))}
    codes |= {word: "".join([codes[term] for term in terms]) for word, terms in compounds.items()}
    words = "\t".join(map(" ".join, lists))
    rest = {
        "row": "".join(map(codes.__getitem__, row)),
        "documents": len(documents),
        "shown": {sort: _lines(texts) for sort, texts in shown.items()},
    }
    return f"{words}\n{json.dumps(rest, ensure_ascii=False, separators=(',', ':'))}"


def _apart(word: str) -> tuple[str, ...]:
    """A word with joints inside is found as one without, and by its parts, of which the first has the same place."""
    parts = _JOINT.split(word)
    return "".join(parts), SAME_PLACE, *parts


class Vocabulary(dict[str, int]):
    """The words of some blocks, sorted as JavaScript compares, with their numbers."""

    def __init__(self, blocks: Iterable[str]) -> None:
        found: set[str] = set()
        for text in blocks:
            found.update(*_words(text))
        super().__init__((word, number) for number, word in enumerate(_sorted(found)))

    def joined(self, block: str) -> str:
        """A block as it stands in the index: the numbers of its words, its row, and what is shown of its documents.

        Of the numbers in each sorted list those after the first are given as the distance from the one before.
        """
        lists = (list(map(self.__getitem__, words)) for words in _words(block))
        steps = (map(sub, numbers, chain((0,), numbers)) for numbers in lists)
        codes = " ".join("".join(map(_CODES.__getitem__, each)) for each in steps)
        _, _, rest = block.partition("\n")
        return f'{{"words":"{codes}",{rest[1:]}'


_JOINT = re.compile("[-'.]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def _words(block: str) -> Iterator[Sequence[str]]:
    """The words of a block, in its sorted lists."""
    return (words.split() for words in block.partition("\n")[0].split("\t"))


def _sorted(words: Iterable[str]) -> Sequence[str]:
    """Words sorted as JavaScript compares: by the codes of UTF-16."""
    ordered = sorted(words)
    if _BEYOND.search("".join(ordered)):  # such letters alone have another order there; sorting so takes twice as long
        ordered.sort(key=lambda word: word.encode("utf-16-be"))
    return ordered


def _lines(texts: Iterable[str]) -> str:
    """Texts as lines: a browser reads one string three times as fast as one for each document."""
    return "\n".join([text.replace("\n", " ") for text in texts])


class _Codes(dict[int, str]):
    """Numbers in printable characters: the last digit of base 57 from ``#`` on, those before of base 34 from ``]``."""

    def __missing__(self, number: int) -> str:
        rest, digit = divmod(number, 57)
        code = chr(35 + digit)
        while rest:
            rest, digit = divmod(rest, 34)
            code = chr(93 + digit) + code
        self[number] = code
        return code


_CODES = _Codes()
