"""New: a small site of one's own, explained where one edits it, empty or filled from files of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scholarfolio.content.models import Profile, Topic
from scholarfolio.content.reader import Raw
from scholarfolio.content.yaml_writer import dump_record
from scholarfolio.formats.arxiv_areas import arxiv_areas
from scholarfolio.importing.importer import Imported, NewRecord, import_papers
from scholarfolio.values.invocation import program, quoted
from scholarfolio.values.names import Name, parse_name
from scholarfolio.values.problems import Place, Problems, Stop

# What may stand in a folder that counts as empty: a clone of a repository in which nothing is yet.
_NOTHING = frozenset([".git"])


@dataclass(frozen=True)
class Created:
    """A new site.

    Attributes:
        folder: where it is.
        papers: how many records it has.
        lines: what to tell its author, line by line.
    """

    folder: Path
    papers: int = 0
    lines: list[str] = field(default_factory=list)


def create_site(folder: Path, name: str, sources: Sequence[str] = ()) -> Created:
    """Make a new site; nothing that exists is ever overwritten.

    Args:
        folder: a folder that does not exist yet or is empty.
        name: whose site it is.
        sources: what to fill it from: files of papers, folders of such, or any other source.

    Raises:
        Stop: the folder is not empty, the name is none, or a source cannot be read; nothing was written.
    """
    owner = _owner(name)
    _refuse_full(folder)
    imported = import_papers(sources, owner) if sources else Imported((), ())
    files = _files(" ".join(name.split()), owner, imported.records)
    try:
        for path, text in files.items():
            _write(folder / path, text)
    except OSError as error:
        raise _stop(folder, f"cannot be written: {error.strerror or error}") from error
    return Created(folder, len(imported.records), [*imported.report(), *_summary(folder, imported)])


def _owner(name: str) -> Name:
    try:
        owner = parse_name(name)
    except ValueError as error:
        raise _stop(Path("--name"), f'"{name}" is not a name, such as Ada Lovelace') from error
    if not any(char.isalpha() for char in name) or not name.isprintable():
        raise _stop(Path("--name"), f'"{name}" is not a name, such as Ada Lovelace')
    return owner


def _refuse_full(folder: Path) -> None:
    if folder.is_file():
        raise _stop(folder, "is a file; give the name of a folder that is to be made")
    if folder.is_dir() and (found := sorted({path.name for path in folder.iterdir()} - _NOTHING)):
        shown = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise _stop(folder, f"is not empty (it holds {shown}); nothing was written, choose another folder")


def _stop(path: Path, message: str) -> Stop:
    problems = Problems()
    problems.error(Place(str(path)), message)
    return Stop(problems)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _summary(folder: Path, imported: Imported) -> list[str]:
    lines = []
    if imported.parsed:
        records = len(imported.records)
        lines.append(f"{imported.entries} entries: {records} records, {imported.rejected} reported")
    return [
        *lines,
        f"{folder}: your new site; README.md there says how to go on",
        f"next: cd {quoted(folder)} && {program(folder)} build",
    ]


# --- files ----------------------------------------------------------------------------------------------------------


def _files(name: str, owner: Name, records: Sequence[NewRecord]) -> dict[str, str]:
    """Every file of the new site by its path."""
    files = {
        "README.md": _README.format(name=name),
        ".gitignore": "/site/\n/.scholarfolio-cache/\n",
        ".github/workflows/pages.yml": _WORKFLOW,
        "content/profile.yaml": _profile(name, _aliases(owner, records)),
        "content/site.yaml": _SITE,
        "content/files/.gitkeep": "",
        "content/papers/.gitkeep": "",
    }
    if topics := _topics(records):
        files["content/topics.yaml"] = topics
    return files | {f"content/papers/{record.id}.yaml": dump_record(record.raw) for record in records}


def _profile(name: str, aliases: Sequence[str]) -> str:
    raw: dict[str, Raw] = {"name": name}
    if aliases:
        raw["aliases"] = list(aliases)
    return f"# Who you are. Take the # away from a line to use it.\n{dump_record(raw, Profile)}{_PROFILE_HELP}"


def _topics(records: Iterable[NewRecord]) -> str:
    """The areas that records name, by arXiv's codes, the most frequent first."""
    counts = Counter(record.paper.category for record in records if record.paper.category)
    if not counts:
        return ""
    names = arxiv_areas()
    areas = {
        code: {"name": names.get(code, code), "short": code.rpartition(".")[2]} for code, _ in counts.most_common()
    }
    return _TOPICS_HEAD + dump_record(areas, Topic)


# --- the owner's names ----------------------------------------------------------------------------------------------


def _aliases(owner: Name, records: Sequence[NewRecord]) -> list[str]:
    """Other forms of the owner's name in author lists, the most frequent first.

    A form counts when family name and given names or initials agree, when it never stands beside the owner or another
    such form in one list, and when it occurs twice or spells out the first name.
    """
    found: dict[str, Name] = {}
    counts: Counter[str] = Counter()
    somebody_else: set[str] = set()
    for record in records:
        people = record.paper.authors.named
        forms = {author.name.identity: author.name for author in people if _may_be(author.name, owner)}
        counts.update(forms.keys())
        found |= forms
        if len(forms) > 1:
            somebody_else |= forms.keys()
    return [
        found[form].display
        for form, count in counts.most_common()
        if form != owner.identity and form not in somebody_else and (count > 1 or _spells_first(found[form], owner))
    ]


def _may_be(name: Name, owner: Name) -> bool:
    """Whether two names can be one person's: the same family name, and given names or initials that agree."""
    if name.literal and owner.given:  # a TeX command for oneself, such as \psolymos
        return name.sort_key == _given(owner)[0][0] + _family(owner)
    if not name.given or not owner.given or _family(name) != _family(owner):
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(_given(name), _given(owner), strict=False))


def _family(name: Name) -> str:
    return name.sort_key.partition(" ")[0]


def _given(name: Name) -> list[str]:
    """Given names and initials in lower case, without accents: "J.-L. Marie" is j, l, marie."""
    given = (
        name.given
        if not (name.given.isupper() and name.given.isalpha() and len(name.given) < 4)
        else " ".join(name.given)
    )
    words = Name(family="x", given=given.replace("-", " ").replace("‐", " ").replace(".", ". ")).sort_key
    return words.split()[1:]


def _spells_first(name: Name, owner: Name) -> bool:
    first = _given(name)[:1]
    return first == _given(owner)[:1] and len(first[0]) > 1


# --- texts ----------------------------------------------------------------------------------------------------------

_PROFILE_HELP = """
# position: Professor of Computation
# affiliation: University of London
# affiliation_url: https://www.example.edu
# location: London, United Kingdom
# email: ada@example.edu
# orcid: 0000-0002-1825-0097
# photo: {src: files/portrait.jpg, alt: Portrait of yourself}
# links:
#   - {label: GitHub, url: 'https://github.com/yourself'}
#   - {label: Google Scholar, url: 'https://scholar.google.com/citations?user=…'}
# bio: |-
#   Who you are and what you work on, in **Markdown**.

# Other forms of your name on papers, so that you are found in every author list:
# aliases: [A. Lovelace, Ada King]

# Figures to show as you give them:
# metrics:
#   - {label: h-index, value: 43, source: Google Scholar, date: 2026-01}
"""

_SITE = """\
# Your website as a whole. Take the # away from a line to use it.
language: en

# title: The name of the site, if it is not your own
# description: One sentence for search engines.
# url: https://yourself.github.io
# footer: A line at the foot of every page.

# theme:                 # how it looks; every one of these may be left out
#   look: modern         # or classic, or compact
#   accent: '#8a1538'    # any colour, in quotes, or its name; it is made legible by itself
#   home: [about, metrics, selected, charts, papers]
"""

_TOPICS_HEAD = """\
# What your papers are about. A paper names its area in `category` and finer topics in `topics`, by the ids used here;
# `short` is what a card shows. Add topics of your own, such as:
#   sea-ice: {name: Sea ice}

"""

_README = """\
# The homepage of {name}

Everything you write is in `content/`; `scholarfolio build` turns it into a website in `site/`.

| where | what |
|---|---|
| `content/profile.yaml` | who you are |
| `content/site.yaml` | the site's name, language and address |
| `content/papers/` | one file a paper; the file's name is the page's address |
| `content/topics.yaml` | names of the areas and topics that papers refer to |
| `content/pages/` | pages of your own in Markdown, such as `teaching.md`; the menu leads to them |
| `content/files/` | pictures, slides and everything else that records and pages point to |

## Add a paper

Save this as `content/papers/a-short-name.yaml` and change every line. Only the title is needed; leave out what you
do not know.

```yaml
title: The Title, with $maths$ and \\emph{{LaTeX}} if need be
authors: [First Author, Second Author, others]   # `others` stands for et al.
date: 2026-01-31                                 # or 2026-01, or 2026
type: article                                    # or inproceedings, preprint, chapter, book, phdthesis, …
journal: The Journal                             # for a conference paper: booktitle
doi: 10.5555/12345678
code: https://github.com/yourself/project
abstract: |-
  The abstract, word for word. LaTeX works here.
summary: |-
  What it is about, in your own words. **Markdown** works here.
```

A PDF called `a-short-name.pdf` beside it is found and published with it. To have topics, name them in
`content/topics.yaml`, one a line (`sea-ice: {{name: Sea ice}}`), and list them in the paper (`topics: [sea-ice]`).

## Look at it

```sh
pip install 'scholarfolio[pictures]'
scholarfolio build
```

Then open `site/index.html`: it works without a server. Mistakes in a file are reported with their line and a
suggestion, and nothing is written until they are mended.

## Publish it

With GitHub: put this folder into a repository, choose *Settings → Pages → Source: GitHub Actions*, and push. The
workflow in `.github/workflows/pages.yml` does the rest. With any other host: copy what is in `site/`.

How it looks is set below `theme` in `content/site.yaml`. For more, put a file of the same name as one of the theme's
into `templates/` or `static/`; it is used instead.
"""

_WORKFLOW = """\
# Builds the site and publishes it with GitHub Pages at every push. Once, in the repository on GitHub:
# Settings → Pages → Source: GitHub Actions.
name: Publish

on:
  push:
    branches: [main, master]
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: pages
  cancel-in-progress: true

jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: python -m pip install "scholarfolio[pictures]"
      - uses: actions/configure-pages@v5
        id: pages
      - run: scholarfolio build --url "${{ steps.pages.outputs.base_url }}"
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - uses: actions/deploy-pages@v4
        id: deployment
"""
