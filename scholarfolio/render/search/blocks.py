"""Search blocks: the words of some hundred documents in their order, as text; and the words of many blocks together.

Words stand in a row: document by document, field by field. A block lists the words that occur in it, and in its row
their numbers stand for them. So a block is made of its own documents alone, and is kept from build to build. All blocks
have one vocabulary. It comes in parts, by the letters with which words begin: most edits change few of these.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, pairwise
from operator import sub
from string import ascii_lowercase

from scholarfolio.render.search.words import split

# The fields of a document, in the order in which they stand in the row.
FIELDS = ("title", "authors", "topics", "venue", "text", "year", "type", "has")

# What stands in the row between the texts of a field, behind each field, and between two words that have one place. No
# word holds such signs, and in each block they have the first numbers.
SIGNS = TEXT_END, FIELD_END, SAME_PLACE = "|", "/", "="
# So many numbers have codes of one character, and so many have codes of no more than two.
ONE, TWO = 57, 57 * 34
# Where, among sorted words, those with another initial begin. Figures go before the first, other scripts are the last.
INITIALS = f"{ascii_lowercase}{{"


def words_of(document: Mapping[str, Iterable[str]]) -> str:
    """The folded words of a document, given the texts of each field; a text that a field holds twice counts once."""
    row_words: list[str] = []
    for field in FIELDS:
        texts = dict.fromkeys(tuple(split(text)) for text in document.get(field, ()))
        texts.pop((), None)
        for at, words in enumerate(texts):
            if at:
                row_words.append(TEXT_END)
            row_words += words
        row_words.append(FIELD_END)
    return " ".join(row_words)


def block(documents: Sequence[str], shown: Mapping[str, Iterable[str]]) -> str:
    """A block as text: a line of its words; then, in JSON, its row and what is shown of its documents, by sort.

    Frequent words have the smaller numbers, which have shorter codes. Words whose codes are of one length are sorted,
    so there are three lists. In the line of words they are cut by initials: a tab stands between those, a comma
    between the lists.

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
    words = "\t".join(",".join(map(" ".join, each)) for each in zip(*map(_by_initial, lists), strict=True))
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


def by_initial(blocks: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    """The words of blocks in UTF-8: for each initial what every block lists.

    What was given out is held no longer: among 100,000 papers all that blocks list are 80 MB.
    """
    left = [block.partition(b"\n")[0].split(b"\t")[::-1] for block in blocks]
    while any(left):
        yield [each.pop() for each in left]


def joined(listed: Iterable[bytes]) -> bytes:
    """Words with one initial as they stand in the index, in JSON: all of them, and the numbers of those in each block.

    They are sorted as JavaScript compares. Of the numbers in a list those after the first are given as the distance
    from the one before.

    Args:
        listed: what every block lists.
    """
    # each word is looked up once, to be told by its place among those met so far: that takes most of the time
    met: defaultdict[str, int] = defaultdict(count().__next__)
    blocks = [[[*map(met.__getitem__, words.split())] for words in lists.decode().split(",")] for lists in listed]
    terms = _sorted(met)
    places = dict(zip(map(met.__getitem__, terms), count()))
    codes = "!".join(" ".join(_steps([*map(places.__getitem__, words)]) for words in lists) for lists in blocks)
    return json.dumps({"terms": " ".join(terms), "blocks": codes}, ensure_ascii=False, separators=(",", ":")).encode()


def _steps(numbers: Sequence[int]) -> str:
    return "".join(map(_CODES.__getitem__, map(sub, numbers, chain((0,), numbers))))


_JOINT = re.compile("[-'.]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def _by_initial(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Sorted words, cut where those with another initial begin."""
    bounds = (0, *(bisect_left(words, initial) for initial in INITIALS), len(words))
    return (words[start:end] for start, end in pairwise(bounds))


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
        rest = number // 57
        same, head = range(57 * rest, 57 * rest + 57), ""
        while rest:
            rest, digit = divmod(rest, 34)
            head = chr(93 + digit) + head
        # those that differ in the last digit alone are made together: the codes for one block take 2 ms instead of 16
        self.update(zip(same, [f"{head}{chr(35 + digit)}" for digit in range(57)], strict=True))
        return self[number]


_CODES = _Codes()
