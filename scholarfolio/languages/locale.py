"""Locale: how a language counts, writes dates and separates the digits of large numbers.

All that is needed of a language is a handful of plain facts from Unicode's CLDR (``cldr`` collects them with Babel).
For the languages that the program speaks, these lie as JSON beside their words, because importing Babel and loading a
locale would take a good part of a small build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from scholarfolio.values.dates import PartialDate

LocaleData = Mapping[str, Any]
Form = Literal["long", "short"]

FOLDER = Path(__file__).parent
# Every category of CLDR's plural rules but "other", in the order in which they are tried.
CATEGORIES = ("zero", "one", "two", "few", "many")
# Languages written from right to left where their tag names no script, and the scripts that are.
RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
RIGHT_TO_LEFT_SCRIPTS = frozenset(("Arab", "Hebr", "Nkoo", "Syrc", "Thaa"))


@dataclass
class Locale:
    """Dates and numbers in one language.

    Digits are the ones of ASCII in every language: records, identifiers and addresses hold them anyway, and two sorts
    on one page would be hard to read and to search for.

    Args:
        data: see ``cldr.locale_data``.
    """

    data: LocaleData
    _dates: dict[tuple[PartialDate, Form], str] = field(default_factory=dict, repr=False)
    _numbers: dict[int, str] = field(default_factory=dict, repr=False)

    def date(self, date: PartialDate, form: Form = "long") -> str:
        """A date in words, as precise as it is known: August 26, 2024; August 2024; 2024."""
        key = date, form
        words = self._dates.get(key)
        if words is None:
            words = self._dates[key] = self._new_date(date, form)
        return words

    def _new_date(self, date: PartialDate, form: Form) -> str:
        patterns = self.data["dates"]
        if date.month is None:
            return str(patterns["year"].format(year=date.year))
        names = {name: months[date.month - 1] for name, months in self.data["months"].items()}
        pattern: str = patterns[form][date.precision]
        return pattern.format(year=date.year, number=date.month, day=date.day, **names)

    def number(self, number: int) -> str:
        """A whole number with the separators of the language: 1,234 in English."""
        text = self._numbers.get(number)
        if text is None:
            text = self._numbers[number] = self._new_number(number)
        return text

    def _new_number(self, number: int) -> str:
        digits, separator = str(abs(number)), self.data["separator"]
        if len(digits) >= self.data["separated_from"]:
            first, *others = self.data["groups"]
            size, parts = first, []
            while len(digits) > size:
                parts.append(digits[-size:])
                digits = digits[:-size]
                size = others[0] if others else first
            digits = separator.join((digits, *reversed(parts)))
        return f"-{digits}" if number < 0 else digits

    def category(self, number: int) -> str:
        """The plural category of a whole number: ``one``, ``few``, ``other`` and so on."""
        rules: Mapping[str, str] = self.data["plurals"]
        return next((name for name in CATEGORIES if name in rules and _holds(rules[name], number)), "other")

    @property
    def categories(self) -> tuple[str, ...]:
        """The plural categories that the language tells apart; ``other`` is always the last."""
        return *(name for name in CATEGORIES if name in self.data["plurals"]), "other"

    def language_name(self, tag: str) -> str:
        """What a language is called, by its tag; the tag itself where CLDR's name is not at hand."""
        names: Mapping[str, str] = self.data["languages"]
        language, _, rest = tag.partition("-")
        if (name := names.get(tag.lower())) or not (of_language := names.get(language.lower())):
            return name or tag
        return f"{of_language} ({rest})"


_RELATION = re.compile(r"(\w) (?:mod (\d+) )?(not )?in ([\d.,]+)")


def _holds(rule: str, number: int) -> bool:
    """Whether one of CLDR's plural rules holds for a whole number (UTS #35, part 3, language plural rules)."""
    return any(
        all(_relates(relation, number) for relation in condition.split(" and ")) for condition in rule.split(" or ")
    )


def _relates(relation: str, number: int) -> bool:
    match = _RELATION.fullmatch(relation)
    assert match is not None, f"CLDR has no such plural rule: {relation}"
    operand, modulus, negated, ranges = match.groups()
    value = abs(number) if operand in "ni" else 0  # the others count decimals and exponents
    if modulus:
        value %= int(modulus)
    within = any(
        int(first) <= value <= int(last or first)
        for first, _, last in (part.partition("..") for part in ranges.split(","))
    )
    return within != bool(negated)


def packaged_data(name: str, region: str) -> LocaleData:
    """The locale data of a language that the program speaks, as its region has them.

    Args:
        name: of its files: ``de`` or ``zh-Hans``.
        region: ``AT``, or nothing.
    """
    own: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    different = (data for regions, data in own.pop("regions").items() if region in regions.split())
    return {**own, **next(different, {})}


def separate(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a language tag (BCP 47), each as it is usually written; empty where not given."""
    language, *others = tag.split("-")
    subtags: Sequence[str] = [part for part in others if part.isalnum()]
    script = next((part.title() for part in subtags if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in subtags if len(part) == 2 or (len(part) == 3 and part.isdigit())), "")
    return language.lower(), script, region


@cache  # every page asks
def is_right_to_left(tag: str) -> bool:
    """Whether the language of a tag is written from right to left."""
    language, script, _ = separate(tag)
    return script in RIGHT_TO_LEFT_SCRIPTS or (not script and language in RIGHT_TO_LEFT)
