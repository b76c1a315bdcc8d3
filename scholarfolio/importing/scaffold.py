"""New: a small site of one's own, explained where one edits it, empty or filled from files of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scholarfolio.content.models import Profile, Topic
from scholarfolio.content.reader import Raw
from scholarfolio.content.yaml_writer import dump_record
from scholarfolio.formats.arxiv_areas import arxiv_areas
from scholarfolio.importing.importer import Imported, NewRecord, import_papers
from scholarfolio.importing.program_source import ProgramSource, program_source
from scholarfolio.importing.wheel import build_wheel
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
    _refuse_full(folder)
    content, source = new_content(name, sources), program_source()
    try:
        write_files(folder, _files_beside_content(name, source))
        write_files(folder / "content", content.files)
    except OSError as error:
        raise _stop(folder, f"cannot be written: {error.strerror or error}") from error
    return Created(folder, content.papers, [*content.report, *_summary(folder, source)])


@dataclass(frozen=True)
class NewContent:
    """What a new site's ``content/`` holds.

    Attributes:
        files: texts by path.
        papers: how many of them are records of papers.
        report: what became of each entry of the sources, line by line.
    """

    files: Mapping[str, str]
    papers: int
    report: list[str]


def new_content(name: str, sources: Sequence[str] = ()) -> NewContent:
    """Content to begin with.

    Args:
        name: whose it is.
        sources: files of papers, or folders of such files, to fill it from.

    Raises:
        Stop: the name is none, or a source cannot be read.
    """
    owner = _owner(name)
    imported = import_papers(sources, owner) if sources else Imported((), ())
    report = imported.report()
    if imported.parsed:
        records = len(imported.records)
        report.append(f"{imported.entries} entries: {records} records, {imported.rejected} reported")
    files = _content_files(" ".join(name.split()), owner, imported.records)
    return NewContent(files, len(imported.records), report)


def write_files(folder: Path, files: Mapping[str, str] | Mapping[str, str | bytes]) -> None:
    """Write new files below a folder, by their paths.

    Raises:
        OSError: one cannot be written, or is there already.
    """
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)


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
    if folder.is_dir() and (names := sorted({path.name for path in folder.iterdir()} - _NOTHING)):
        shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        raise _stop(folder, f"is not empty (it holds {shown}); nothing was written, choose another folder")


def _stop(path: Path, message: str) -> Stop:
    problems = Problems()
    problems.error(Place(str(path)), message)
    return Stop(problems)


def _summary(folder: Path, source: ProgramSource) -> list[str]:
    return [
        f"{folder}: your new site; README.md there says how to go on",
        f"where it is published, {source.sentence}",
        f"next: cd {quoted(folder)} && {program(folder)} build",
    ]


# --- files ----------------------------------------------------------------------------------------------------------


# The files beside content/, each with the name of its text in the package.
_BESIDE_CONTENT = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "pages.yml",
    ".github/dependabot.yml": "dependabot.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
}


def _text(name: str) -> str:
    return (Path(__file__).parent / "site_files" / name).read_text("utf-8")


def _files_beside_content(name: str, source: ProgramSource) -> dict[str, str | bytes]:
    """What a site has beside its content, by path: how to go on, how it is published, and with which program."""
    files: dict[str, str | bytes] = {path: _text(text) for path, text in _BESIDE_CONTENT.items()}
    files["README.md"] = _text("README.md").replace("{name}", " ".join(name.split()))
    requirement = source.requirement
    if not requirement:
        wheel = build_wheel()
        files[f"program/{wheel.name}"] = wheel.data
        requirement = f"./program/{wheel.name}[pictures]"
    return files | {"requirements.txt": f"{_text('requirements.txt')}{requirement}\n"}


def _content_files(name: str, owner: Name, records: Sequence[NewRecord]) -> dict[str, str]:
    """Every file of the new site's content by its path in that folder."""
    files = {
        "profile.yaml": _profile(name, _aliases(owner, records)),
        "site.yaml": _text("site.yaml"),
        "files/.gitkeep": "",
        "papers/.gitkeep": "",
    }
    if topics := _topics(records):
        files["topics.yaml"] = topics
    return files | {f"papers/{record.id}.yaml": dump_record(record.raw) for record in records}


def _profile(name: str, aliases: Sequence[str]) -> str:
    raw: dict[str, Raw] = {"name": name}
    if aliases:
        raw["aliases"] = list(aliases)
    return f"# Who you are. Take the # away from a line to use it.\n{dump_record(raw, Profile)}{_text('profile.yaml')}"


def _topics(records: Iterable[NewRecord]) -> str:
    """The areas that records name, by arXiv's codes, the most frequent first."""
    counts = Counter(record.paper.category for record in records if record.paper.category)
    if not counts:
        return ""
    names = arxiv_areas()
    areas = {
        code: {"name": names.get(code, code), "short": code.rpartition(".")[2]} for code, _ in counts.most_common()
    }
    return _text("topics.yaml") + dump_record(areas, Topic)


# --- the owner's names ----------------------------------------------------------------------------------------------


def _aliases(owner: Name, records: Sequence[NewRecord]) -> list[str]:
    """Other forms of the owner's name in author lists, the most frequent first.

    A form counts when family name and given names or initials agree, when it never stands beside the owner or another
    such form in one list, and when it occurs twice or spells out the first name.
    """
    names: dict[str, Name] = {}
    counts: Counter[str] = Counter()
    somebody_else: set[str] = set()
    for record in records:
        people = record.paper.authors.named
        forms = {author.name.identity: author.name for author in people if _may_be(author.name, owner)}
        counts.update(forms.keys())
        names |= forms
        if len(forms) > 1:
            somebody_else |= forms.keys()
    return [
        names[form].display
        for form, count in counts.most_common()
        if form != owner.identity and form not in somebody_else and (count > 1 or _spells_first(names[form], owner))
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
