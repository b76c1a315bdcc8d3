"""Problems: everything wrong in an author's files is said at once, at its place, in plain words, and never as a crash.

``sites/broken`` holds every mistake we could think of, and ``problems.txt`` beside it what is said about them, line by
line. After changing a message, renew it and read the difference: ``SCHOLARFOLIO_RENEW=1 pytest tests/test_problems.py``
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import build_catalog
from scholarfolio.cli import main
from scholarfolio.content.collections import COLLECTIONS, layouts
from scholarfolio.content.loader import read_records
from scholarfolio.content.models import RECORD_TYPES
from scholarfolio.content.reader import SETTINGS, Content, Document, parse_yaml, read_content
from scholarfolio.content.schema import specs
from scholarfolio.values.paper_types import PAPER_TYPES
from scholarfolio.values.problems import Problem, Problems, Stop

BROKEN = ROOT / "tests/sites/broken"
GOLDEN = BROKEN / "problems.txt"
EXAMPLES = ROOT / "examples"

# What git and editors would mend or mangle is written here instead of being kept in a file.
AWKWARD_FILES = {
    "papers/latin-1.yaml": "title: Fine so far\nvenue: Universität\n".encode("latin-1"),
    "papers/utf-16.yaml": "title: Two bytes a letter\n".encode("utf-16"),
    "papers/windows.yaml": b"title: Lines that end as on Windows\r\nvanue: here\r\n",
    "papers/marked.yaml": b"\xef\xbb\xbfvanue: behind a byte order mark\ntitle: x\n",
    "papers/tab.yaml": b"title: A tab\nauthors:\n\t- Wilma Wobble\n",
    "papers/tab-in-front.yaml": b"\ttitle: Another tab\n",
    "papers/line-separator.yaml": "title: Pasted\u2028from the web\nvanue: on line 2\n".encode(),
    "papers/nul.yaml": b"title: Not\x00text\n",
    "papers/bell.yaml": b"title: Ding\x07\n",
    "papers/binary.yaml": bytes(range(256)),
    "papers/deep.yaml": b"title: Deep\nnote: " + b"[" * 5000 + b"\n",
    "papers/deep-dashes.yaml": b"- " * 5000 + b"\n",
    "papers/blank.yaml": b" \n\n",
}
# These are broken only by what stands elsewhere, or not at all.
SOUND = {
    *(f"files/wobble.{ending}" for ending in ("svg", "mp4", "mov", "srt")),
    "papers/twin.yaml",
    "papers/image-that-is-none.yaml",
}


def problems_in(content: Path) -> list[Problem]:
    problems = Problems()
    plan_site(content, "", problems)
    return [problem for problem in problems if problem.severity != "note"]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the broken site's content, complete with the awkward files."""
    content = tmp_path / "content"
    shutil.copytree(BROKEN / "content", content)
    for name, data in AWKWARD_FILES.items():
        (content / name).write_bytes(data)
    return content


def test_everything_wrong_with_a_broken_site_is_said_at_once(broken: Path):
    found = [str(problem) for problem in problems_in(broken)]
    if os.environ.get("SCHOLARFOLIO_RENEW"):
        GOLDEN.write_text("\n".join(found) + "\n", "utf-8")
    assert found == GOLDEN.read_text("utf-8").splitlines()


def test_no_broken_file_goes_unnoticed(broken: Path):
    named = {problem.place.path.removeprefix("content/") for problem in problems_in(broken)}
    present = {path.relative_to(broken).as_posix() for path in broken.rglob("*") if path.is_file()}
    inside = {name for name in present if any(name.startswith(f"{folder}/") for folder in named)}
    assert present - named - inside == SOUND


def test_every_place_lies_in_its_file(broken: Path):
    for problem in problems_in(broken):
        place = problem.place
        if place.line:
            data = (broken.parent / place.path).read_bytes()
            lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, problem


def test_every_problem_is_one_plain_line(broken: Path):
    for problem in problems_in(broken):
        assert "\n" not in str(problem)
        assert not set(problem.message) & set("\x00\x07\x1b"), problem
        assert not any(word in str(problem) for word in ("Traceback", "Error(", "None", "object at")), problem


def test_errors_stop_the_build_before_anything_is_written(broken: Path, tmp_path: Path):
    with pytest.raises(Stop):
        build(Options(broken, tmp_path / "site"))
    assert not (tmp_path / "site").exists()


def test_warnings_stop_the_build_only_when_strict(content: Callable[[str, str], Path], tmp_path: Path):
    """A link in Markdown that leads nowhere is found when its page is made."""
    folder = content("papers/x.yaml", "title: x\nsummary: See [this](papers/y.html).\n")
    build(Options(folder, tmp_path / "site"))
    with pytest.raises(Stop) as stop:
        build(Options(folder, tmp_path / "strict", strict=True))
    assert (
        'content/papers/x.yaml:2:21: warning: links to "papers/y.html", which the site does not have; did you mean "papers/x.html"?'
        in [str(problem) for problem in stop.value.problems]
    )


# --- one clear line for what is wrong as a whole -----------------------------------------------------------


def huge(folder: Path) -> None:
    with (folder / "papers/x.yaml").open("wb") as file:
        file.truncate(50_000_000)


def unreadable(folder: Path) -> None:
    (folder / "papers/x.yaml").mkdir()


def locked(folder: Path) -> None:
    path = folder / "papers/x.yaml"
    path.write_text("title: x\n", "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("title: x\n", "utf-8")


def no_profile(folder: Path) -> None:
    (folder / "profile.yaml").unlink()


def empty_profile(folder: Path) -> None:
    (folder / "profile.yaml").write_text("", "utf-8")


def nameless_profile(folder: Path) -> None:
    (folder / "profile.yaml").write_text("position: Professor\n", "utf-8")


def broken_profile(folder: Path) -> None:
    (folder / "profile.yaml").write_text("name: 'Ada\n", "utf-8")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (huge, "content/papers/x.yaml: the file has 50 MB; the limit is 32 MB, so split it into several"),
        (unreadable, "content/papers/x.yaml: cannot be read: Is a directory"),
        (locked, "content/papers/x.yaml: cannot be read: Permission denied"),
        (gone, "there is no such folder"),
        (empty, 'the folder is empty; it needs a profile.yaml with "name: Your Name" to begin with'),
        (a_file, "is not a folder"),
        (no_profile, 'content/profile.yaml: the file is missing; it needs at least "name: Your Name"'),
        (empty_profile, "content/profile.yaml: the file is empty"),
        (nameless_profile, 'content/profile.yaml:1:1: the field "name" is missing, for example "name: Ada Lovelace"'),
        (broken_profile, "content/profile.yaml:1:7: this quote is never closed"),
    ],
)
def test_one_clear_line_says_what_is_wrong(
    harm: Callable[[Path], None], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """The command line prints the problem and how many there are, and nothing else; its status is 1."""
    folder = tmp_path / "content"
    (folder / "papers").mkdir(parents=True)
    (folder / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")
    harm(folder)
    assert main(["build", "--content", str(folder), "--out", str(tmp_path / "site")]) == 1
    out, err = capsys.readouterr()
    problem, summary = (line for line in err.splitlines() if ": note: " not in line)
    assert expected in problem
    assert summary.startswith("1 error;")
    assert out == ""


# --- whatever is typed ------------------------------------------------------------------------------------

SOURCES = {path.stem: path.read_text("utf-8") for path in sorted(EXAMPLES.rglob("every-field/content/**/*.yaml"))}
SPLINTERS = [
    "\t",
    "\n",
    "- ",
    ": ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "#",
    "&a ",
    "*a",
    "!",
    "|-",
    "\\",
    "\x00",
    "\u2028",
    "é",
]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(SOURCES.keys() - {"tide-census"})),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.sampled_from(["", *SPLINTERS])), max_size=4),
)
def test_a_damaged_file_gives_problems_but_never_a_crash(stem: str, damages: list[tuple[int, int, str]]):
    text = SOURCES[stem]
    for at, length, splinter in damages:
        at %= len(text) + 1
        text = text[:at] + splinter + text[at + length :]
    problems = Problems()
    data = parse_yaml(text, "x.yaml", problems)
    assert (data is None) == bool(problems)
    if data is not None:
        read_whole(stem, Document("x.yaml", text, data), problems)


def read_whole(stem: str, document: Document, problems: Problems) -> None:
    """Read a site in which one file is damaged, up to its catalog."""
    single = {
        name: Document(f"{name}.yaml", SOURCES[name], parse_yaml(SOURCES[name], f"{name}.yaml", problems) or "")
        for name in ("profile", "people", "topics")
    }
    settings = {name: single[name] for name in ("profile",)}
    of_records = {name: (single[name],) for name in ("people", "topics")}
    if stem in SETTINGS:
        settings[stem] = document
    else:
        of_records[stem if stem in COLLECTIONS else "papers"] = (document,)
    records = read_records(Content(Path("content"), "content", settings, of_records), problems)
    if records is not None:
        build_catalog(records, problems)
    assert all(str(problem) for problem in problems)


# --- the examples -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["every-field", "minimal"])
def test_the_examples_have_no_problems(name: str):
    assert problems_in(EXAMPLES / name / "content") == []


def test_the_example_uses_every_field_of_every_record_and_every_type():
    problems = Problems()
    records = read_records(read_content(EXAMPLES / "every-field/content", layouts(), problems), problems)
    used = set(set_fields(records))
    declared = {(record.__name__, name) for record in ALL_RECORD_TYPES for name in specs(record)}
    assert declared - used == set()
    assert {paper.type for paper in records.papers} == {"", *PAPER_TYPES}


# Those of settings and of what stands inside other records, and those of collections.
ALL_RECORD_TYPES = {*RECORD_TYPES, *(row.record for row in COLLECTIONS.values())}


def set_fields(value: object) -> Iterator[tuple[str, str]]:
    """The record and name of every field, at any depth, that differs from its default."""
    if is_dataclass(value):
        for field in fields(value):
            item = getattr(value, field.name)
            if item not in (None, "", (), {}, field.default):
                yield type(value).__name__, field.name
            yield from set_fields(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from set_fields(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from set_fields(item)
