"""Incremental builds: whatever was changed since the last build, the result is that of a build from nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_build import contents

from scholarfolio import inputs
from scholarfolio.build import Options, build
from scholarfolio.kept import CACHE
from scholarfolio.problems import Stop

PROFILES = (
    "name: Ada Lovelace\n",
    "name: Ada Lovelace\nbio: I *count*.\narea: cs.CV\n",
    "name: Ada King\n",
    "name: [\n",
)
SITES = (
    None,
    "title: One\n",
    "url: https://example.org/x\n",
    "url: https://example.org\nlanguage: de\ntheme: {accent: '#00695c'}\n",
    "citation_style: ieee\nbibtex_ascii: true\nfooter: See [this](later.html).\n",
    "navigation: [{label: Later, page: later.html}]\n",
    "titel: One\n",
)
TOPICS = (
    None,
    "engines: Engines\n",
    "engines: {name: Motors, slug: motors}\ncs.CV: {name: Vision, short: CV}\n",
    "- x\n",
)
PEOPLE = (
    None,
    "mary: {name: Mary Somerville, url: https://example.org/m}\n",
    "mary: {name: Mary S., aliases: [M. Fry]}\n",
)
VENUES = (None, "notes: {name: Notes on Engines, short: NoE, aliases: [Notes]}\n", "notes: {name: Notes, slug: n}\n")
WORDS = (None, "papers: Works\n")
PAGES = (
    None,
    "# Later\n\n[Home](index.html)",
    "---\norder: 1\n---\n[A paper](papers/a.html) ![x](files/a.png)",
    "---\nnav: no\n",
)
TEMPLATES = (
    None,
    '{% extends "theme/paper.html" %}{% block colophon %}Mine{% endblock %}\n',
    '{% include "part-" ~ "of.html" %}',
    "{{ page.title }}{% include ['none.html', 'part-of.html'] %}",
    "{{ nothing.here }}",
)
PARTS = (None, "<p>One</p>", "<p>{{ site.title }}</p>", "{% import 'theme/components.html' as ui %}{{ ui.papers(2) }}")
STYLES = (None, "body { color: red }\n", '@import "theme/style.css";\n')
URLS = ("", "https://ada.example")

one_of = st.sampled_from
ids = one_of("abcdef")
titles = one_of(["On Engines", "On $x^2$ and Engines", "Ça ira", "{Notes} & more"])
authors = one_of(
    ["Ada Lovelace", "Mary Somerville", "M. Fry", "Ada King", "{name: Mary Somerville, person: mary}", "others"]
)
papers = st.fixed_dictionaries(
    {
        "title": titles,
        "authors": st.lists(authors, max_size=3).map(lambda names: f"[{', '.join(names)}]"),
    },
    optional={
        "date": one_of(["2020", "2020-03", "2021-05-06", "2022", "yesterday"]),
        "topics": one_of(["[engines]", "[engines, cs.CV]", "[looms]"]),
        "category": one_of(["cs.CV", "engines"]),
        "venue": one_of(["Notes 2020", "Notes on Engines", "Elsewhere"]),
        "selected": one_of(["true", "false"]),
        "abstract": one_of(["We count.", "We do not."]),
        "summary": one_of(["See [b](papers/b.html).", "Short."]),
        "slides": one_of(["files/a.png", "files/b.pdf"]),
        "code": st.just("https://github.com/a/b"),
    },
).map(lambda record: "".join(f"{name}: {value}\n" for name, value in record.items()))


# Each step is a text to write into a file (``None`` deletes it), a file to rename, a file to damage, or an address.
files = {
    "content/profile.yaml": PROFILES,
    "content/site.yaml": SITES,
    "content/topics.yaml": TOPICS,
    "content/people.yaml": PEOPLE,
    "content/venues.yaml": VENUES,
    "content/words.yaml": WORDS,
    "content/pages/later.md": PAGES,
    "content/files/a.png": (None, "one", "two"),
    "content/files/b.pdf": (None, "one"),
    "content/papers/a.pdf": (None, "one"),
    "templates/paper.html": TEMPLATES,
    "templates/404.html": TEMPLATES[1:],
    "templates/part-of.html": PARTS,
    "static/style.css": STYLES,
    "static/extra.css": STYLES,
}
steps = st.one_of(
    st.tuples(st.just("write"), ids.map("content/papers/{}.yaml".format), papers),
    st.tuples(st.just("write"), ids.map("content/papers/{}.yaml".format), st.none()),
    st.tuples(st.just("rename"), ids, ids),
    one_of([("write", name, text) for name, texts in files.items() for text in texts]),
    st.tuples(
        st.just("damage"), one_of(["site", CACHE]), st.integers(0, 1000), one_of(["delete", "cut", "flip", "swap"])
    ),
    st.tuples(st.just("url"), one_of(URLS)),
    st.just(("touch",)),
)


class Site:
    """A site on disk, and what happens to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = ""
        self.write("content/profile.yaml", PROFILES[0])
        for name in "abc":
            self.write(f"content/papers/{name}.yaml", f"title: Paper {name}\ntopics: [engines]\ndate: 2020\n")

    def change(self, step: tuple[Any, ...]) -> None:
        match step:
            case "write", name, text:
                self.write(name, text)
            case "rename", one, other:
                path = self.root / f"content/papers/{one}.yaml"
                if path.exists():
                    path.replace(path.with_name(f"{other}.yaml"))
            case "damage", folder, number, how:
                damage(self.root / folder, number, how)
            case "url", url:
                self.url = url
            case ("touch",):
                for path in (self.root / "content").rglob("*.yaml"):
                    path.touch()

    def write(self, name: str, text: str | None) -> None:
        path = self.root / name
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def build(self, out: Path) -> tuple[list[str], dict[str, bytes] | None]:
        """The problems of a build, and the site if there is one."""
        try:
            built = build(Options(self.root / "content", out, self.url, jobs=1))
        except Stop as stop:
            return [str(problem) for problem in stop.problems], None
        return [str(problem) for problem in built.problems], contents(out)

    def built_from_nothing(self) -> tuple[list[str], dict[str, bytes] | None]:
        """What comes out where nothing is known of earlier builds."""
        cache, aside = self.root / CACHE, self.root / "aside"
        if cache.exists():
            cache.rename(aside)
        found = self.build(self.root / "fresh")
        for folder in (cache, self.root / "fresh"):
            shutil.rmtree(folder, ignore_errors=True)
        if aside.exists():
            aside.rename(cache)
        return found


def damage(folder: Path, number: int, how: str) -> None:
    """Damage one of the files of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    if found:
        path, other = found[number % len(found)], found[(number * 7 + 1) % len(found)]
        data = path.read_bytes()
        if how == "delete":
            path.unlink()
        elif how == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif how == "swap":
            path.write_bytes(other.read_bytes())
        elif data:
            at = number % len(data)
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


@pytest.mark.parametrize("grain", [0, inputs.GRAIN])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=2, max_size=6))
def test_an_incremental_build_equals_one_from_nothing(tmp_path, monkeypatch, grain, changes):
    """Also where files were damaged, in the site and in what is kept; and it reports the same problems."""
    monkeypatch.setattr(inputs, "GRAIN", grain)
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        site = Site(Path(folder))
        out = site.root / "site"
        site.build(out)
        for step in changes:
            site.change(step)
            problems, built = site.build(out)
            expected_problems, expected = site.built_from_nothing()
            assert problems == expected_problems
            assert built == expected
            assert site.build(out) == (problems, built), "once more, with nothing changed"
