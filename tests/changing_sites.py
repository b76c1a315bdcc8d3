"""Sites that change between builds: what an author, or an accident, may do to their files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from folders import contents
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.build.output_folder import MANIFEST
from scholarfolio.tracking.store import CACHE
from scholarfolio.values.problems import Stop

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
    "navigation: [{label: Lazy, page: later.html}]\n",
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
VENUES = (
    None,
    "notes: {name: Notes on Engines, short: NoE, aliases: [Notes]}\n",
    "notes: {name: Notes, slug: n}\n",
)
WORDS = (None, "papers: Works\n")
PAGES = (
    None,
    "# Lazy\n\n[Home](index.html)",
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
PARTS = (
    None,
    "<p>One</p>",
    "<p>{{ site.title }}</p>",
    "{% import 'theme/components/lists.html' as lists %}{{ lists.papers(2) }}",
)
STYLES = (None, "body { color: red }\n", '@import "theme/style.css";\n')
URLS = ("", "https://ada.example", "https://babbage.example/ada")

one_of = st.sampled_from
ids = one_of("abcdef")
titles = one_of(["On Engines", "On $x^2$ and Engines", "Ça ira", "{BuildLog} & more"])
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
        "venue": one_of(["BuildLog 2020", "BuildLog on Engines", "Elsewhere"]),
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


class ChangingSite:
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
    """Damage one of the files of a folder, but not the list of what is ours: without it nothing is deleted."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
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


def two_papers(content) -> Path:
    content("papers/a.yaml", "title: First\ndate: 2020\ntopics: [engines]\nauthors: [Ada Lovelace]\nabstract: Steam.\n")
    content("papers/b.yaml", "title: Second\ndate: 1990\ntopics: [looms]\nauthors: [Ada Lovelace]\n")
    return content("topics.yaml", "engines: Engines\nlooms: Looms\n")
