"""Languages: every language says everything, dates and numbers are as CLDR has them, and an author's words go first."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, copy_content

from scholarfolio.build.command import Options, build
from scholarfolio.check import run_checks
from scholarfolio.content.collections import entry_collections
from scholarfolio.content.language_choice import NAMES, kept_name, word_fault
from scholarfolio.content.schema import specs
from scholarfolio.languages import cldr, english
from scholarfolio.languages.language import PLACEHOLDER, Language, kept_words
from scholarfolio.languages.locale import FOLDER, Locale, is_right_to_left, packaged_data
from scholarfolio.render.search.index import FILTERS
from scholarfolio.values.dates import parse_date
from scholarfolio.values.paper_types import PAPER_TYPES
from scholarfolio.values.problems import Stop


def language(name: str) -> Language:
    return Language(kept_words(name), Locale(packaged_data(name, "")))


def as_written(tag: str) -> Locale:
    data = cldr.locale_data(tag)
    assert data is not None
    return Locale(data)


def sources() -> list[Path]:
    return [*(ROOT / "templates").rglob("*.*"), *(ROOT / "scholarfolio").rglob("*.py")]


def test_the_languages_are_the_files_of_words():
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.yaml"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_locale_data_are_what_babel_says_today(name):
    """``make languages`` writes them again."""
    assert (FOLDER / f"{name}.json").read_text("utf-8") == cldr.packaged_text(name)


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
    for row in entry_collections():
        asked |= {row.name, f"{row.name}_of"}
        types = specs(row.record).get("type")
        asked |= {f"{row.name}_type_{name}" for name in (types.kind.values if types else ())}
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
        ("ar-SY", "6 آب 2024", "آب 2024", "6 آب 2024"),
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


@pytest.mark.parametrize(
    ("tag", "english", "german"),
    [
        ("de", "German", "Deutsch"),
        ("zh-Hans", "Simplified Chinese", "Chinesisch (vereinfacht)"),
        ("pt-BR", "Brazilian Portuguese", "Portugiesisch (BR)"),
        ("pt-AO", "Portuguese (AO)", "Portugiesisch (AO)"),
        ("x-quillish", "x-quillish", "x-quillish"),
    ],
)
def test_a_paper_s_language_is_named_in_the_site_s(tag, english, german):
    assert (as_written("en").language_name(tag), as_written("de").language_name(tag)) == (english, german)


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


# What would be left of English if a word had been forgotten: none of it occurs in the invented scholar's own texts.
LEFT_OVER = (
    "Skip to", "Curriculum vitae", "Selected papers", "Papers per year", "The same as", "Figures as", "newest first",
    "Narrow", "Not at all", "Only with", "Show all", "Ticked", "Could not", "Copied", "Particulars", "Related papers",
    "Equal contribution", "Corresponding author", "Conference paper", "Journal article", "How published", "Keywords",
    "including ", "et al.", " more", "at least", " times", "once", "Search", "Loading", "similar words", "other pages",
    "Made with", "Page not found", "There is nothing", "looking for", "January", "Undated", "Theme:",
)  # fmt: skip
# What each language says on the home page, and on a paper's.
SAID = {
    "ar": ("أبحاث مختارة", "الاستشهاد"),
    "de": ("Ausgewählte Veröffentlichungen", "Zitieren"),
    "en": ("Selected papers", "Cite"),
    "es": ("Publicaciones destacadas", "Citar"),
    "fr": ("Publications choisies", "Citer"),
    "zh-Hans": ("代表性论文", "引用"),
}


@dataclass(frozen=True)
class Spoken:
    """A site in one of the languages."""

    name: str
    root: Path

    def sources(self) -> dict[str, str]:
        return {path.relative_to(self.root).as_posix(): path.read_text("utf-8") for path in self.root.rglob("*.html")}


@pytest.fixture(scope="module", params=NAMES)
def spoken(request, tmp_path_factory, scholar_site) -> Spoken:
    """The invented scholar's site in each of the languages; its pictures are made already."""
    root = tmp_path_factory.mktemp(request.param)
    copy_content("every-field", root / "content")
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en-GB", f"language: {request.param}"), "utf-8")
    build(Options(root / "content", root / "site", strict=True))
    return Spoken(request.param, root / "site")


# The author's own texts, and names of formats, which are the same in every language.
NOT_OURS = ".prose, .cite, .cite-reference, cite, h1, .entry-title, bdi, .name, title, option"
SAID_BY_SCRIPTS = "done failed shown count tick auto n-papers n-pages none loading similar in-authors page".split()
ATTRIBUTES = {"aria-label", "title", *(f"data-{name}" for name in SAID_BY_SCRIPTS)}


def interface(source: str) -> str:
    """What a page says beside the author's texts, also by scripts and to screen readers alone."""
    body = BeautifulSoup(source, "html.parser").body
    assert body is not None
    for tag in body.select(NOT_OURS):
        tag.decompose()
    attributes = [str(value) for tag in body.find_all(True) for name, value in tag.attrs.items() if name in ATTRIBUTES]
    return " | ".join([body.get_text(" "), *attributes])


def test_every_page_says_its_language_and_direction(spoken):
    direction = ' dir="rtl"' if spoken.name == "ar" else ""
    for name, source in spoken.sources().items():
        assert source.startswith(f'<!doctype html>\n<html lang="{spoken.name}"{direction}>'), name


def test_pages_speak_the_language_and_leave_nothing_in_english(spoken):
    pages = spoken.sources()
    home, cite = SAID[spoken.name]
    assert home in pages["index.html"]
    assert any(f'<h2 id="cite">{cite}</h2>' in source for source in pages.values())
    if spoken.name != "en":
        allowed = ("et al.",) if spoken.name in ("de", "es", "fr") else ()
        for name, source in pages.items():
            text = interface(source)
            assert [words for words in LEFT_OVER if words in text and words not in allowed] == [], name


def test_pages_in_every_language_pass_the_check(spoken):
    assert [str(problem) for problem in run_checks(spoken.root)] == []


def test_exports_are_the_same_in_every_language(spoken, scholar_site):
    for path in sorted(scholar_site.root.rglob("*")):
        if path.suffix in {".bib", ".ris"} or (path.suffix == ".json" and path.parent.name == "papers"):
            assert (spoken.root / path.relative_to(scholar_site.root)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.browser
def test_scripts_say_numbers_as_the_program_does(browser, spoken):
    """Browsers have plural rules and separators of their own."""
    numbers, keys = (0, 1, 2, 3, 11, 100, 103, 1234, 1_000_000), ("n_papers", "n_other_pages", "n_ticked")
    own = language(spoken.name)
    words = {key: own.forms(key) for key in keys}
    script = f"""(() => {{ const words = {json.dumps(words)}, numbers = {json.dumps(numbers)};
      return Object.keys(words).map((key) => numbers.map((n) => scholarfolio.say(words[key], n))); }})()"""
    said, complaints = browser.visit((spoken.root / "cv.html").as_uri(), script)
    assert complaints == []
    assert said == [[own.say(key, number) for number in numbers] for key in keys]


@pytest.mark.browser
def test_the_search_understands_filters_in_the_language_and_in_english(chromium, spoken):
    words = kept_words(spoken.name)
    asked = [f"{words['filter_author']}:gurnardcroft", "author:gurnardcroft", f"{words['filter_year']}:2024"]
    with chromium.page((spoken.root / "index.html").as_uri()) as page:
        page.keyboard.press("/")
        found = []
        for query in asked:
            page.fill("dialog.search input", query)
            page.wait_for_selector(".search-results .search-paper")
            found.append(page.locator(".search-results .search-paper a").evaluate_all("all => all.map(a => a.href)"))
        assert found[0] == found[1] != []
        assert found[2] != found[0]


# An author's own words


def built(folder: Path, out: Path) -> list[str]:
    try:
        problems = build(Options(folder, out)).problems
    except Stop as stop:
        problems = stop.problems
    return [str(problem).replace(str(FOLDER), "…") for problem in problems if "url is not set" not in str(problem)]


def test_an_author_changes_single_words(content, tmp_path):
    content("papers/a.yaml", "title: A\ndate: 2020-08-06\n")
    folder = content("words.yaml", "papers: Works\nn_papers: {one: one work, other: '{n} works'}\n")
    assert built(folder, tmp_path / "site") == []
    page = (tmp_path / "site/papers/index.html").read_text("utf-8")
    assert "<h1>Works</h1>" in page
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert '<h2 id="papers">one work</h2>' in home
    assert "Aug 6, 2020" in home


def test_what_is_wrong_with_own_words_is_said_with_its_place(content, tmp_path):
    content("site.yaml", "language: fr\n")
    folder = content(
        "words.yaml",
        "papres: Œuvres\nabstract: {one: Résumé}\nn_papers: {few: x, other: '{n} œuvres'}\nincluding: 'dont {nom}'\n"
        "n_more: {one: 'et {n} autre'}\nskip: ''\nn_ticked: {other: 'a|b'}\ncite: [Citer]\n",
    )
    assert built(folder, tmp_path / "site") == [
        'content/words.yaml:1:1: unknown word "papres"; did you mean "papers"?',
        "content/words.yaml:2:11: a text is expected",
        'content/words.yaml:3:11: "few" is no plural form of this language; it has: one, many, other',
        'content/words.yaml:4:12: "{nom}" stands for nothing here; what can be put in is {name}',
        'content/words.yaml:5:9: the form "other" is missing',
        "content/words.yaml:6:7: a text is expected, or a mapping with a text for each of: one, many, other",
        'content/words.yaml:7:11: no "|" can stand in a word with a number',
        "content/words.yaml:8:7: a text is expected",
    ]
    assert built(content("words.yaml", "- papers\n"), tmp_path / "site") == [
        "content/words.yaml:1:1: a mapping from keys to words belongs here, with lines such as  abstract: Abstract"
    ]


def test_a_language_without_words_is_english_and_says_how_to_change_that(content, tmp_path):
    folder = content("site.yaml", "title: Ada\nlanguage: pt\n")
    assert built(folder, tmp_path / "site") == [
        'content/site.yaml:2:11: warning: the program has no words in "pt", so the pages speak English between your '
        "texts; to supply them, copy …/en.yaml to words.yaml in this folder and translate it"
    ]
    page = (tmp_path / "site/papers/index.html").read_text("utf-8")
    assert '<html lang="pt">' in page
    assert "<h1>Papers</h1>" in page


def test_own_words_make_a_further_language_with_its_dates_and_plurals(content, tmp_path):
    content("site.yaml", "language: pl\n")
    for number in range(1, 4):
        content(f"papers/p{number}.yaml", f"title: P{number}\ndate: 2020-08-0{number}\n")
    words = "n_papers: {one: '{n} artykuł', few: '{n} artykuły', many: '{n} artykułów', other: '{n} artykułu'}\n"
    problems = built(content("words.yaml", words), tmp_path / "site")
    total = len(kept_words("en"))
    assert problems == [
        f'content/words.yaml:1:1: warning: {total - 1} of {total} words in "pl" are missing: colon, comma, list_comma, '
        "semicolon, in_brackets, …"
    ]
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert "3 artykuły" in home
    assert "3 sie 2020" in home


def test_without_babel_a_further_language_has_english_dates_and_says_what_is_missing(content, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "babel", None)
    content("site.yaml", "language: pl\n")
    content("papers/a.yaml", "title: A\ndate: 2020-08-06\n")
    problems = built(content("words.yaml", "papers: Artykuły\n"), tmp_path / "site")
    note = 'content/site.yaml:1:11: note: dates and numbers are written as in English; those of "pl" need '
    assert f"{note}scholarfolio[languages]" in problems
    assert "Aug 6, 2020" in (tmp_path / "site/index.html").read_text("utf-8")


def test_what_runs_the_other_way_is_kept_apart(content, tmp_path):
    """ "OpenAlex, 15 January" in Arabic would be read as "15 OpenAlex"."""
    content("site.yaml", "language: ar\n")
    folder = content("papers/a.yaml", "title: A\ncitations: {count: 12, source: OpenAlex, date: 2026-01-15}\n")
    assert built(folder, tmp_path / "site") == []
    page = (tmp_path / "site/papers/a.html").read_text("utf-8")
    assert "12 مرة، بحسب \u2068OpenAlex\u2069، 15 يناير 2026" in page


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ar", True), ("ar-Latn", False), ("fa-IR", True), ("az-Arab", True), ("de", False), ("ku", False)],
)
def test_direction_follows_from_the_language_and_its_script(tag, expected):
    assert is_right_to_left(tag) is expected


def test_a_build_in_a_kept_language_does_not_import_babel(content, tmp_path):
    folder = content("site.yaml", "language: de-AT\n")
    program = "import sys, pathlib; from scholarfolio.build.command import Options, build; a, b = map(pathlib.Path, sys.argv[1:]); build(Options(a, b)); sys.exit('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, str(folder), str(tmp_path / "site")], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("text", "isolated"), [("Ada", "\u2068Ada\u2069"), ("12", "12"), ("1843–44", "1843–44"), ("", "")]
)
def test_names_are_kept_apart_from_words_that_run_the_other_way_and_numbers_are_not(text, isolated):
    """Numbers run with the words around them, as they should."""
    locale = Locale(packaged_data("en", ""))
    assert Language({}, locale, right_to_left=True).isolated(text) == isolated
    assert Language({}, locale).isolated(text) == text
