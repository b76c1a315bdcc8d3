"""Languages: every language says everything, dates and numbers are as CLDR has them, and an author's words go first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from scholarfolio.dates import parse_date
from scholarfolio.languages import cldr, english
from scholarfolio.languages.choose import NAMES, kept_name, word_fault
from scholarfolio.languages.language import PLACEHOLDER, Language, kept_words
from scholarfolio.languages.locale import FOLDER, Locale, kept_facts
from scholarfolio.paper_types import PAPER_TYPES
from scholarfolio.search_index import FILTERS


def language(name: str) -> Language:
    return Language(kept_words(name), Locale(kept_facts(name, "")))


def as_written(tag: str) -> Locale:
    facts = cldr.facts_of(tag)
    assert facts is not None
    return Locale(facts)


def sources() -> list[Path]:
    return [*(ROOT / "templates").rglob("*.*"), *(ROOT / "scholarfolio").rglob("*.py")]


def test_the_languages_are_the_files_of_words():
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.yaml"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_what_babel_says_today(name):
    """``make languages`` writes them again."""
    assert (FOLDER / f"{name}.json").read_text("utf-8") == cldr.kept_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_language_has_every_word_in_every_form_with_everything_in_it(name):
    words, own = kept_words(name), language(name)
    assert list(words) == list(kept_words("en")), "the same keys in the same order"
    for key, model in kept_words("en").items():
        word = words[key]
        assert word_fault(word, model, own.locale) == "", key
        if isinstance(model, str):
            assert set(PLACEHOLDER.findall(word)) == set(PLACEHOLDER.findall(model)), key
            assert word.count("`") == model.count("`"), key
        elif not isinstance(word, str):
            assert tuple(word) == own.locale.categories, key
            expected = set(PLACEHOLDER.findall(model["other"])) - {"n"}
            assert all(expected <= set(PLACEHOLDER.findall(text)) for text in word.values()), key


def test_every_word_that_is_asked_for_exists_and_none_is_idle():
    """Keys that are put together, such as ``type_`` and a type's name, are listed here."""
    text = "\n".join(path.read_text("utf-8") for path in sources())
    asked = set(
        re.findall(r"\bwords\.(\w+)", "\n".join(p.read_text("utf-8") for p in (ROOT / "templates").rglob("*.*")))
    )
    asked |= set(re.findall(r"\b_?(?:say|forms)\(\s*['\"](\w+)['\"]", text))
    asked |= {f"type_{name}" for name in PAPER_TYPES} | {f"filter_{name}" for name in FILTERS if name != "is"}
    assert asked - set(kept_words("en")) == set()
    quoted = set(re.findall(r"['\"](\w+)['\"]", text)) | {f"{i}_of" for i in ("topics", "years", "authors", "venues")}
    assert set(kept_words("en")) - asked - quoted == set()


def test_english_calls_types_as_exports_do():
    assert {name: kept_words("en")[f"type_{name}"] for name in PAPER_TYPES} == {
        name: row.label for name, row in PAPER_TYPES.items()
    }


@pytest.mark.parametrize(
    ("tag", "long", "month", "short"),
    [
        ("en", "August 6, 2024", "August 2024", "Aug 6, 2024"),
        ("en-GB", "6 August 2024", "August 2024", "6 Aug 2024"),
        ("de", "6. August 2024", "August 2024", "6. Aug. 2024"),
        ("fr", "6 août 2024", "août 2024", "6 août 2024"),
        ("es", "6 de agosto de 2024", "agosto de 2024", "6 ago 2024"),
        ("zh-Hans", "2024年8月6日", "2024年8月", "2024年8月6日"),
        ("ar", "6 أغسطس 2024", "أغسطس 2024", "6 أغسطس 2024"),
        ("ar-SY", "6 آب 2024", "آب 2024", "6 أغسطس 2024"),
    ],
)
def test_dates_are_written_as_the_language_writes_them_and_as_precisely_as_they_are_known(tag, long, month, short):
    date = as_written(tag).date
    assert date(parse_date("2024-08-06")) == long
    assert date(parse_date("2024-08")) == month
    assert date(parse_date("2024-08-06"), "short") == short
    assert date(parse_date("2024")) == ("2024年" if tag == "zh-Hans" else "2024")


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en", "999 1,234 1,234,567"),
        ("en-IN", "999 1,234 12,34,567"),
        ("de", "999 1.234 1.234.567"),
        ("de-CH", "999 1’234 1’234’567"),
        ("fr", "999 1\u202f234 1\u202f234\u202f567"),
        ("es", "999 1234 1.234.567"),
        ("es-MX", "999 1,234 1,234,567"),
        ("ar", "999 1,234 1,234,567"),
    ],
)
def test_numbers_are_grouped_as_the_language_groups_them(tag, shown):
    assert " ".join(map(as_written(tag).number, (999, 1234, 1234567))) == shown


@pytest.mark.parametrize(
    "tag", ["en", "de", "fr", "es", "zh-Hans", "ar", "pl", "ru", "cy", "sl", "he", "lt", "br", "ga"]
)
def test_plural_categories_are_babels(tag):
    from babel import Locale as BabelLocale

    mine, theirs = as_written(tag), BabelLocale.parse(tag, sep="-").plural_form
    for number in (*range(1200), 10**4, 10**6, 10**6 + 1, 2 * 10**6, 10**9):
        assert mine.category(number) == theirs(number), number


def test_a_word_takes_the_form_and_the_digits_of_its_number():
    said = [english().say("n_papers", number) for number in (0, 1, 2, 1234)]
    assert said == ["0 papers", "1 paper", "2 papers", "1,234 papers"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en-GB", "en"), ("de-AT", "de"), ("DE", "de"), ("fr-CA", "fr"), ("es-419", "es"), ("ar-EG", "ar"),
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-Hans-SG", "zh-Hans"), ("zh-SG", "zh-Hans"),
        ("zh-TW", ""), ("zh-Hant", ""), ("zh-HK", ""), ("pt", ""), ("gsw", ""),
    ],
)  # fmt: skip
def test_tags_find_their_words(tag, name):
    assert kept_name(tag) == name


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_the_search_names_its_filters_as_the_search_knows_them(name):
    words = kept_words(name)
    help_text = words["search_help"]
    assert isinstance(help_text, str)
    named = re.findall(r"`(\w+):", help_text)
    assert len(named) == 6
    assert set(named) <= {word for key, word in words.items() if key.startswith("filter_")}
    assert all(re.fullmatch(r"\w+", str(word)) for key, word in words.items() if key.startswith("filter_"))
