"""Reference: ``docs/content.md``, written from the model so that it cannot fall behind it.

``python -m scholarfolio.content.field_docs docs/content.md`` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scholarfolio.content.collections import COLLECTIONS
from scholarfolio.content.models import (
    Author,
    Citations,
    Image,
    LabelledLink,
    Metric,
    NavigationItem,
    Profile,
    Site,
    Teaser,
    ThemeSettings,
    Version,
)
from scholarfolio.content.schema import Spec, specs
from scholarfolio.values.paper_types import PAPER_TYPES, TYPE_ALIASES

INTRODUCTION = """\
# What an author writes

<!-- Generated from the model by `make docs`; edit scholarfolio/content/models.py instead. -->

Everything about a site stands in a folder called `content/`:

| file | holds |
|---|---|
| `profile.yaml` | whose site it is ([fields](#profileyaml)); the only file a site must have |
| `papers/<id>.yaml` | one paper each ([fields](#papersidyaml)); the file's name is its id and its permanent address |
| `papers/<id>.pdf` | the PDF of the paper with that id, if you may publish it |
| `papers.yaml` | instead of, or beside, single files: a list of papers, each with an `id` |
| `topics.yaml` | the names of topics ([fields](#topicsyaml)) |
| `people.yaml` | co-authors with several spellings or a home page ([fields](#peopleyaml)) |
| `venues.yaml` | journals and conferences with several names ([fields](#venuesyaml)) |
| `news.yaml` | what is new, each item a paragraph with its date ([fields](#newsyaml)) |
| `talks.yaml` | talks, posters, lectures ([fields](#talksyaml)) |
| `site.yaml` | title, address, menu, theme ([fields](#siteyaml)) |
| `words.yaml` | words of the interface, in place of the program’s ([how](languages.md)) |
| `pages/<name>.md` | pages of your own in Markdown ([fields](#pagesnamemd)); `pages/a/b.md` becomes `a/b.html` |
| `pages/cv.md` | a text of your own that stands on the CV before what the program writes there |
| `files/` | anything to publish as it is: slides, posters, and pictures, which pages show in the size a screen needs |
| `root/` | files for the root of the site as they are, hidden ones too: `favicon.ico`, `.well-known/security.txt` |

Values are read as text: `no` stays a word and `1.10` keeps its zero. Text that holds a colon followed by a space needs
quotes around it; text with TeX in it is safest between single quotes or in a block that begins with `|-`. Where a field
takes a list, a single value will do. In titles and abstracts LaTeX works (`$\\alpha$`, `\\emph{…}`, `{\\"o}`); in
summaries, the bio and pages, Markdown does, with mathematics between `$` signs. `[[id]]` in it links to a paper,
talk, page or topic; [links.md](links.md) says how to link to anything.

Papers are listed newest first, by their dates: of a year those first whose month is known. Where dates do not tell,
papers of `papers.yaml` stand as that file has them, and papers in files of their own by title.

Addresses never change by themselves. Where you change one, `redirect_from` on the paper, page, talk or news item names
the old one, and `redirects` in `site.yaml` does so for anything else: there, a page leads readers on without a script.
One that is taken, leads in a circle or leads nowhere is reported.
"""


def _of(name: str) -> tuple[str, str, type[Any]]:
    """The section on the records of a collection: where they are, what they are, and their type."""
    row = COLLECTIONS[name]
    if not row.layout.suffixes:
        return f"{name}.yaml", row.about, row.record
    suffix = row.layout.suffixes[0]
    return f"{name}/<{'name' if suffix == '.md' else 'id'}>{suffix}", row.about, row.record


SECTIONS: tuple[tuple[str, str, type[Any]], ...] = (
    _of("papers"),
    ("an author with marks", "In `authors`, instead of a name alone.", Author),
    ("a version", "In `versions`.", Version),
    ("a citation count", "In `citations`; a number alone is the count.", Citations),
    ("a link", "In `links`; an address alone will do.", LabelledLink),
    ("a picture or a video", "In `image` of a paper; a text alone is the file.", Teaser),
    ("a photograph", "In `photo` of the profile; a text alone is the file.", Image),
    ("profile.yaml", "The scholar whose site it is.", Profile),
    ("a metric", "In `metrics`: a figure that cannot be derived from the records.", Metric),
    ("site.yaml", "Settings of the site as a whole; every one may be left out.", Site),
    ("the theme", "In `theme`; a text alone is the look. [theme.md](theme.md) shows what they do.", ThemeSettings),
    ("a menu entry", "In `navigation`.", NavigationItem),
    *(_of(name) for name in COLLECTIONS if name != "papers"),
)


def reference() -> str:
    """The whole reference, as Markdown."""
    return "\n".join((INTRODUCTION, *_sections(), *_types())) + "\n"


def _sections() -> Iterator[str]:
    for title, text, record in SECTIONS:
        yield f"## {title}\n\n{text}\n"
        yield "| field | what it is | takes | example |\n|---|---|---|---|"
        yield from (_row(name, spec) for name, spec in specs(record).items())
        yield ""


def _row(name: str, spec: Spec) -> str:
    label = (
        "a type of paper, see [below](#types-of-paper)"
        if spec.kind.label.startswith("one of article")
        else spec.kind.label
    )
    needed = " **Needed.**" if spec.required else ""
    example = f"`{name}: {spec.example}`" if spec.example else ""
    return "| " + " | ".join(_cell(text) for text in (f"`{name}`", spec.help + needed, label, example)) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _types() -> Iterator[str]:
    yield "## Types of paper\n"
    yield "| type | shown as | BibTeX | CSL | RIS | schema.org | also understood |\n|---|---|---|---|---|---|---|"
    for row in PAPER_TYPES.values():
        aliases = ", ".join(f"`{alias}`" for alias, name in TYPE_ALIASES.items() if name == row.name)
        yield f"| `{row.name}` | {row.label} | `@{row.bibtex}` | {row.csl} | {row.ris} | {row.schema} | {aliases} |"
    yield "\nA paper without a type is exported as `@misc`: nothing is claimed about it that the record does not say."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
