"""CLDR: what Unicode's Common Locale Data Repository says of a language, collected with Babel.

``python -m scholarfolio.languages.cldr`` writes the locale data of the languages that the program speaks beside their
words. For any other language Babel is asked while building, where it is installed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scholarfolio.languages.locale import FOLDER, LocaleData, separate

if TYPE_CHECKING:
    from babel import Locale

# Babel leaves out from how many digits on they are grouped (CLDR's minimumGroupingDigits): these differ from the rest.
SEPARATED_FROM = dict.fromkeys("es es_EA es_ES es_GQ es_IC es_PH bg it pl pt_PT".split(), 5)
SEPARATED_FROM_ELSEWHERE = 4
LETTERS = re.compile(r"'([^']*)'|(y+|M+|L+|d+)")
LETTER_NAMES = {
    "d": "{day}",
    "dd": "{day:02}",
    "M": "{number}",
    "MM": "{number:02}",
    "L": "{number}",
    "LL": "{number:02}",
    "MMM": "{short}",
    "MMMM": "{long}",
    "LLL": "{short_alone}",
    "LLLL": "{long_alone}",
}


def locale_data(tag: str) -> LocaleData | None:
    """The locale data of a language by its tag, or ``None`` for one that CLDR does not know.

    Returns:
        ``plurals``: rules by category. ``separator``, ``groups`` and ``separated_from``: what stands between groups of
        digits, their sizes from the right, and from how many digits on. ``dates``: patterns for ``str.format`` by form
        and precision. ``months``: twelve names each. ``languages``: names by tag in small letters.

    Raises:
        ImportError: Babel is not installed.
    """
    from babel import Locale, UnknownLocaleError, localedata

    # Babel writes what it looks up for one locale into data that its relatives share, so each begins afresh.
    localedata._cache.clear()
    language, script, region = separate(tag)
    for parts in ((language, script, region), (language, script), (language,)):
        try:
            return _collected(Locale.parse("_".join(filter(None, parts))))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _collected(locale: Locale) -> LocaleData:
    dates = {
        "year": _pattern(_skeleton(locale, "y")),
        "long": {"month": _pattern(_skeleton(locale, "yMMMM")), "day": _pattern(locale.date_formats["long"].pattern)},
        "short": {"month": _pattern(_skeleton(locale, "yMMM")), "day": _pattern(_skeleton(locale, "yMMMd"))},
    }
    separated_from = SEPARATED_FROM.get(str(locale), SEPARATED_FROM_ELSEWHERE)
    return {
        "plurals": dict(locale.plural_form.rules),
        "separator": locale.number_symbols["latn"]["group"],
        "groups": list(dict.fromkeys(locale.decimal_formats[None].grouping)),
        "separated_from": separated_from,
        "dates": dates,
        "months": dict(_months(locale, json.dumps(dates))),
        "languages": {
            code.replace("_", "-").lower(): name
            for code, name in sorted(locale.languages.items())
            if len(code) == 2 or "_" in code
        },
    }


def _skeleton(locale: Locale, skeleton: str) -> str:
    pattern: str = locale.datetime_skeletons[skeleton].pattern
    return pattern


def _pattern(pattern: str) -> str:
    """A pattern of CLDR (``d. MMMM y``) as one for ``str.format`` (``{day}. {long} {year}``)."""
    return LETTERS.sub(lambda match: match[1] if match[1] else LETTER_NAMES.get(match[2], "{year}"), pattern)


def _months(locale: Locale, patterns: str) -> Iterator[tuple[str, list[str]]]:
    """The names of the months in those forms that the patterns use."""
    for name, context, width in (
        ("long", "format", "wide"),
        ("short", "format", "abbreviated"),
        ("long_alone", "stand-alone", "wide"),
        ("short_alone", "stand-alone", "abbreviated"),
    ):
        if f"{{{name}}}" in patterns:
            months = locale.months[context][width]
            yield name, [months[number] for number in range(1, 13)]


def packaged_text(name: str) -> str:
    """The text of a language's kept data: its own, and those that differ in some regions, by the regions' codes."""
    own = locale_data(name)
    assert own is not None, "CLDR knows every language that the program speaks"
    regions: dict[str, list[str]] = {}
    for region, different in _regions(name, own):
        regions.setdefault(_dumps(different, "  "), []).append(region)
    rows = ",\n".join(f'  "{" ".join(names)}": {data}' for data, names in regions.items())
    return _dumps(own).removesuffix("\n}") + f',\n "regions": {{\n{rows}\n }}\n}}\n'


def _regions(name: str, own: LocaleData) -> Iterator[tuple[str, LocaleData]]:
    """What differs from the language's own data in each of its regions that differs at all."""
    from babel import localedata

    for identifier in sorted(localedata.locale_identifiers()):
        language, script, region = separate(identifier.replace("_", "-"))
        if region and name == "-".join(filter(None, (language, script))):
            regional = locale_data(f"{name}-{region}")
            assert regional is not None, "Babel listed it"
            different = {key: value for key, value in regional.items() if value != own[key] and key != "languages"}
            if different:
                yield region, different


def _dumps(value: Any, indent: str = "") -> str:
    """JSON with a line for each fact, and lists in one line."""
    if not isinstance(value, Mapping) or len(json.dumps(value)) < 90:
        return json.dumps(value, ensure_ascii=False)
    inner = indent + " "
    rows = (f"{inner}{json.dumps(key)}: {_dumps(item, inner)}" for key, item in value.items())
    return "{\n" + ",\n".join(rows) + f"\n{indent}}}"


def main() -> None:
    """Write the locale data of every language that has words."""
    for words in FOLDER.glob("*.yaml"):
        words.with_suffix(".json").write_text(packaged_text(words.stem), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
