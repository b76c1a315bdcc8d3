"""Language: the words of one language, said with numbers and names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import SimpleNamespace

import yaml

from scholarfolio.languages.locale import FOLDER, Locale, packaged_data
from scholarfolio.text.markup import Markup, filled, with_code

# A word is a text, or where it holds a number, a text for each plural category.
Word = str | Mapping[str, str]
Words = Mapping[str, Word]

PLACEHOLDER = re.compile(r"\{(\w*)\}")


class Language:
    """What templates and views say, in one language.

    Args:
        words: every word by its key. Texts may hold placeholders, ``{name}``, and ``{n}`` for the number.
        locale: dates and numbers.
        right_to_left: whether it is written so; what is put into its words can then run the other way.

    Attributes:
        words: those words that are said as they are, as attributes: ``words.abstract``. A word that does not exist, or
            that needs something put into it, is none of them: what asks for it fails instead of leaving a blank.
    """

    def __init__(self, words: Words, locale: Locale, *, right_to_left: bool = False) -> None:
        self.locale = locale
        self._right_to_left = right_to_left
        self.date = locale.date
        self.number = locale.number
        self.words = SimpleNamespace(**dict(_plain(words)))
        self._words = words
        self._said: dict[tuple[str, int | None], str] = {}

    def say(self, key: str, number: int | None = None, **values: str) -> str:
        """A word with what belongs into it.

        Args:
            number: chooses the plural form, and stands for ``{n}`` with the separators of the language.
            values: for the other placeholders, by name. Where one is markup, so is the result.
        """
        said = self._said.get((key, number))
        if said is None:
            said = self._said[key, number] = self._new(key, number)
        return filled(said, {name: self.isolated(value) for name, value in values.items()}) if values else said

    def isolated(self, text: str) -> str:
        """A text in the midst of others, marked so that its letters and theirs keep their order.

        Latin names in Arabic words would otherwise draw the numbers beside them over to their own side. Markup brings
        marks of its own (``<bdi>``), and where everything runs from left to right hardly anything goes wrong.
        """
        if not self._right_to_left or isinstance(text, Markup) or not any(map(str.isalpha, text)):
            return text
        return f"\u2068{text}\u2069"

    def _new(self, key: str, number: int | None) -> str:
        text = self._form(self._words[key], number)
        return text if number is None else text.replace("{n}", self.number(number))

    def _form(self, word: Word, number: int | None) -> str:
        if isinstance(word, str):
            return word
        assert number is not None, f"{word} needs a number"
        return word.get(self.locale.category(number)) or word["other"]

    def forms(self, key: str) -> str:
        """All forms of a word for scripts, which put the number in themselves: ``one={n} paper|other={n} papers``."""
        word = self._words[key]
        return "|".join(f"{name}={text}" for name, text in ({"other": word} if isinstance(word, str) else word).items())


def _plain(words: Words) -> Iterator[tuple[str, str]]:
    """The words that are said as they are."""
    for key, word in words.items():
        if isinstance(word, str) and not PLACEHOLDER.search(word):
            yield key, with_code(word)


def kept_words(name: str) -> Words:
    """The words of a language that the program speaks, by the name of its file."""
    words: Words = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return words


@cache
def english() -> Language:
    """English, which everything falls back to."""
    return Language(kept_words("en"), Locale(packaged_data("en", "")))
