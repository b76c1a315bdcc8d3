"""Choosing a language: that of the site where the program speaks it, with the author's own words on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scholarfolio.content.reader import Document
from scholarfolio.languages.language import PLACEHOLDER, Language, Word, Words, kept_words
from scholarfolio.languages.locale import FOLDER, Locale, LocaleData, is_right_to_left, packaged_data, separate
from scholarfolio.values.problems import Place, Problems, did_you_mean

NAMES = ("ar", "de", "en", "es", "fr", "zh-Hans")
DEFAULT = "en"
# Regions where Chinese without a script in its tag is written in traditional characters.
TRADITIONAL = ("HK", "MO", "TW")


def choose_language(tag: str, own: Document | None, place: Callable[[], Place], problems: Problems) -> Language:
    """The language of a site.

    Args:
        tag: the site's language (BCP 47), such as ``de-AT``.
        own: the author's ``words.yaml``.
        place: gives where the tag stands, for messages.
        problems: receives what is wrong with the author's words, and that there are none for a language.
    """
    name = kept_name(tag)
    words = kept_words(name or DEFAULT)
    if own is None and not name:
        problems.warn(place(), _no_words(tag))
    if own is None:
        locale = Locale(packaged_data(name or DEFAULT, separate(tag)[2] if name else ""))
        return Language(words, locale, right_to_left=is_right_to_left(tag))
    locale = Locale(packaged_data(name, separate(tag)[2]) if name else _further_data(tag, place, problems))
    theirs = dict(_own_words(own, words, locale, problems))
    missing = [key for key in words if key not in theirs]
    if not name and missing:
        shown = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        problems.warn(own.place(), f'{len(missing)} of {len(words)} words in "{tag}" are missing: {shown}')
    return Language({**words, **theirs}, locale, right_to_left=is_right_to_left(tag))


def kept_name(tag: str) -> str:
    """The language that the program speaks for a tag: ``de`` for ``de-AT``; nothing where there is none."""
    language, script, region = separate(tag)
    if language == "zh" and not script:
        script = "Hant" if region in TRADITIONAL else "Hans"
    return next((name for name in (f"{language}-{script}", language) if name in NAMES), "")


def _no_words(tag: str) -> str:
    return (
        f'the program has no words in "{tag}", so the pages speak English between your texts; to supply them, '
        f"copy {FOLDER / 'en.yaml'} to words.yaml in this folder and translate it"
    )


def _further_data(tag: str, place: Callable[[], Place], problems: Problems) -> LocaleData:
    """The locale data of a language that the program does not speak; those of English where they cannot be had."""
    from scholarfolio.languages.cldr import locale_data

    try:
        data = locale_data(tag)
    except ImportError:
        message = f'dates and numbers are written as in English; those of "{tag}" need scholarfolio[languages]'
        problems.note(place(), message)
        return packaged_data(DEFAULT, "")
    return data or packaged_data(DEFAULT, "")


def _own_words(own: Document, words: Words, locale: Locale, problems: Problems) -> Iterator[tuple[str, Word]]:
    """The author's words that can be used; what is wrong with the others goes to ``problems``."""
    if not isinstance(own.data, dict):
        problems.error(own.place(), "a mapping from keys to words belongs here, with lines such as  abstract: Abstract")
        return
    for key, word in own.data.items():
        if key not in words:
            problems.error(own.place((key,), key=True), f'unknown word "{key}"{did_you_mean(key, words)}')
        elif fault := word_fault(word, words[key], locale):
            problems.error(own.place((key,)), fault)
        else:
            yield key, word


def word_fault(word: object, model: Word, locale: Locale) -> str:
    """What is wrong with a word, compared with the same word in a language that is known to be right; or nothing."""
    if isinstance(model, str) and not isinstance(word, str):
        return "a text is expected"
    forms = {"other": word} if isinstance(word, str) else word
    if not isinstance(forms, Mapping) or not all(isinstance(text, str) and text for text in forms.values()):
        return f"a text is expected, or a mapping with a text for each of: {', '.join(locale.categories)}"
    if unknown := sorted(set(forms) - set(locale.categories)):
        return f'"{unknown[0]}" is no plural form of this language; it has: {", ".join(locale.categories)}'
    if "other" not in forms:
        return 'the form "other" is missing'
    known = {name for text in _texts(model) for name in PLACEHOLDER.findall(text)}
    strange = [name for text in forms.values() for name in PLACEHOLDER.findall(text) if name not in known]
    if strange:
        return f'"{{{strange[0]}}}" stands for nothing here{_instead(known)}'
    if not isinstance(model, str) and any("|" in text for text in forms.values()):
        return 'no "|" can stand in a word with a number'
    return ""


def _texts(word: Word) -> tuple[str, ...]:
    return (word,) if isinstance(word, str) else tuple(word.values())


def _instead(known: set[str]) -> str:
    names = ", ".join(f"{{{name}}}" for name in sorted(known))
    return f"; what can be put in is {names}" if names else "; nothing can be put in"
