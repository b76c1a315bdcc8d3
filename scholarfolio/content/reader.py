"""Load: the files of a content folder become raw documents (strings, lists and mappings) that know their places.

YAML is read as strings only, so that ``no`` stays a word and ``1.10`` keeps its zero; the schema converts. Positions
cost time and are needed only when something is wrong, so they are worked out on demand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from scholarfolio.values.content_folders import ATTACHMENTS, ROOT
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place, Problems, did_you_mean
from scholarfolio.values.theme_files import find_theme

if TYPE_CHECKING:
    from scholarfolio.pictures.picture import Picture

Raw = str | list[Any] | dict[str, Any]
KeyPath = Sequence[str | int]

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 60

# Settings that an author may keep at the top of content/, each by its file's stem.
SETTINGS = ("site", "profile", "words")
YAML_SUFFIXES = (".yaml", ".yml")


class Layout(NamedTuple):
    """Where the records of a collection called NAME are.

    Attributes:
        file: they may stand in ``NAME.yaml``.
        suffixes: they may stand in ``NAME/``, one file each, and these files end so.
        beside: the ending of files that may lie beside those and belong to them.
        nested: the folder may have folders within, whose names are part of the records' ids.
        deferred: the folder's files are read by who wants the records: what was read of them earlier may do.
    """

    file: bool = False
    suffixes: tuple[str, ...] = ()
    beside: str = ""
    deferred: bool = False
    nested: bool = False


Layouts = Mapping[str, Layout]


@record(frozen=True)
class Document:
    """One YAML file, or the front matter of one Markdown file.

    Attributes:
        path: the file's path as shown in messages, such as ``content/papers/x.yaml``.
        text: the YAML source.
        data: what it holds; every scalar a string.
        first_line: the file's line on which ``text`` begins, counted from 1.
        body: the Markdown after the front matter.
    """

    path: str
    text: str
    data: Raw
    first_line: int = 1
    body: str = ""

    @property
    def stem(self) -> str:
        """The file's name without its ending: a record's id."""
        return os.path.splitext(self.path.rpartition("/")[2])[0]  # noqa: PTH122 - pathlib takes ten times as long

    @property
    def body_line(self) -> int:
        """The file's line on which ``body`` begins, counted from 1."""
        return self.first_line + self.text.count("\n") + (self.first_line > 1)

    @cached_property
    def root(self) -> yaml.Node | None:
        """The YAML's root node, which knows its place and those of all below it."""
        return yaml.compose(self.text, Loader=_Strings)

    def place(self, keypath: KeyPath = (), *, key: bool = False) -> Place:
        """Where the value at ``keypath`` stands; with ``key``, where its name in the mapping stands."""
        node, mark = self.root, None
        for step in keypath:
            found = child_node(node, step)
            if found is None:
                if isinstance(step, int):
                    continue  # a single value stands for a list of one
                break
            name, node = found
            mark = name.start_mark if key else node.start_mark
        if mark is None and node is not None:
            mark = node.start_mark
        if mark is None:
            return Place(self.path, self.first_line, 1)
        return Place(self.path, self.first_line + mark.line, mark.column + 1)


@record(frozen=True)
class PaperFile:
    """A paper's file before it is read: what was read from it in an earlier build may do.

    Attributes:
        path: where it is; ``shown``: its path as shown in messages.
    """

    path: str
    shown: str


@record(frozen=True)
class Content:
    """Everything an author wrote, as read: documents by kind, and the files to hand on as they are.

    Attributes:
        root: the content folder.
        label: how messages call that folder.
        settings: ``site``, ``profile`` and ``words``, where present.
        records: of each collection, the file that holds many of its records, and then those that hold one each.
        files: paths below ``root``, with ``/``, of everything that records can point to.
        root_files: paths below the folder of files for the root of the site.
        looks, blocks: names of the looks and of the blocks of the home page that settings can choose from.
        pictures: those of the files that are pictures which browsers show.
    """

    root: Path
    label: str
    settings: dict[str, Document] = field(default_factory=dict)
    records: Mapping[str, Sequence[PaperFile | Document]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    root_files: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def read_content(root: Path, layouts: Layouts, problems: Problems) -> Content:
    """Read a content folder; what cannot be read is left out and reported in ``problems``.

    Args:
        root: the folder.
        layouts: where the records of each collection are, by its name.
    """
    label = root.name or str(root)
    single: dict[str, Document] = {}
    names = (*SETTINGS, *(name for name, layout in layouts.items() if layout.file))
    folders = (*(name for name, layout in layouts.items() if layout.suffixes), ATTACHMENTS, ROOT)
    for path in _entries(root, label, problems):
        shown = f"{label}/{path.name}"
        stem, suffix = os.path.splitext(path.name)  # noqa: PTH122
        if _is_folder(path):
            if path.name not in folders:
                hint = did_you_mean(path.name, folders)
                problems.warn(Place(shown), f'the folder "{path.name}" is not read{hint}')
        elif suffix not in YAML_SUFFIXES or stem not in names:
            problems.warn(Place(shown), f'the file "{path.name}" is not read{_right_file(stem, names)}')
        elif (document := read_document(path, shown, problems)) is not None:
            if stem in single:
                problems.error(Place(shown), f'"{stem}" stands in two files, .yaml and .yml; keep one')
            else:
                single[stem] = document
    files = frozenset(_attachments(root, label, layouts, problems))
    theme = find_theme(root.absolute().parent)
    return Content(
        root,
        label,
        {name: document for name, document in single.items() if name in SETTINGS},
        {name: _records(name, layout, root, single, problems) for name, layout in layouts.items()},
        files,
        frozenset(_root_files(root / ROOT, f"{label}/{ROOT}", problems)),
        frozenset(theme.looks()),
        theme.blocks(),
        dict(_pictures(root, files)),
    )


def _records(
    name: str, layout: Layout, root: Path, single: Mapping[str, Document], problems: Problems
) -> Sequence[PaperFile | Document]:
    """The documents of one collection."""
    documents: list[PaperFile | Document] = [single[name]] if name in single else []
    label = f"{root.name or root}/{name}"
    for path, shown in _folder(str(root / name), label, layout, problems) if layout.suffixes else ():
        document = PaperFile(path, shown) if layout.deferred else read_document(path, shown, problems)
        if document:
            documents.append(document)
    return documents


# What people call a file that has another name here.
_OTHER_NAMES = {
    **dict.fromkeys(("publications", "publication", "pubs", "bibliography", "references"), "papers"),
    **dict.fromkeys(("announcements", "updates"), "news"),
    **dict.fromkeys(("presentations", "speaking", "lectures"), "talks"),
}


def _right_file(stem: str, names: Sequence[str]) -> str:
    """The end of a sentence that names the file which was meant: ``; did you mean "papers.yaml"?``, or nothing."""
    if meant := _OTHER_NAMES.get(stem.lower()):
        return f'; did you mean "{meant}.yaml"?'
    return did_you_mean(stem, names).replace('"?', '.yaml"?')


def read_document(path: str | os.PathLike[str], shown: str, problems: Problems) -> Document | None:
    """Read one YAML or Markdown file; ``None`` when it cannot be read, with the reason in ``problems``."""
    raw = read_bytes(os.fspath(path), shown, problems)
    return None if raw is None else make_document(raw, shown, problems)


def make_document(raw: bytes, shown: str, problems: Problems) -> Document | None:
    """The document that a file's bytes hold; ``None`` when they make no sense, with the reason in ``problems``."""
    text = _decoded(raw, shown, problems)
    if text is None:
        return None
    body, first_line = "", 1
    is_markdown = shown.endswith(".md")
    if is_markdown:
        text, body, first_line = _split_front_matter(text)
        if first_line == 1 and _OPEN_FRONT_MATTER.match(body):
            problems.error(Place(shown, 1, 1), "the fields that begin after --- do not end; put --- behind the last")
            return None
    data = parse_yaml(text, shown, problems, first_line)
    if data is None:
        return None
    if data == "" and not is_markdown:
        problems.error(Place(shown), "the file holds nothing but comments" if text.strip() else "the file is empty")
        return None
    return Document(shown, text, data, first_line, body)


def parse_yaml(text: str, shown: str, problems: Problems, first_line: int = 1) -> Raw | None:
    """Parse YAML into strings, lists and mappings; ``None`` when it is broken, with every reason in ``problems``."""
    from scholarfolio.content import yaml_errors

    faults = yaml_errors.before_parsing(text, MAX_DEPTH)
    data: Raw | None = None
    if not faults:
        try:
            loader = _Strings(text)
            data = loader.get_single_data()
            faults = [yaml_errors.duplicate(key, first) for key, first in loader.duplicates]
        except yaml.YAMLError as error:
            faults = [yaml_errors.explain(error, text)]
    for fault in faults:
        problems.error(Place(shown, first_line + fault.line, fault.column + 1), fault.message)
    return None if faults else ("" if data is None else data)


class _Strings(yaml.CBaseLoader):
    """Everything a string, as typed; keys given twice are kept for a report instead of being lost in silence."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.duplicates: list[tuple[yaml.Node, yaml.Node]] = []

    # Strings need no tags: without looking for them, and with what follows instead of PyYAML's general constructors,
    # reading takes 80 µs a record instead of 150.

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def get_single_data(self) -> Any:
        node = self.get_single_node()
        return None if node is None else self._value(node)

    def _value(self, node: Any) -> Raw:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        first: dict[str, yaml.Node] = {}
        pairs = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                told = "while constructing a mapping", node.start_mark, "found unhashable key", key.start_mark
                raise yaml.constructor.ConstructorError(*told)
            if first.setdefault(key.value, key) is not key:
                self.duplicates.append((key, first[key.value]))
            pairs[key.value] = self._value(value)
        return pairs


def child_node(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The nodes of a key and of its value in a mapping; for a place in a list, twice that of the item."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def read_bytes(path: str, shown: str, problems: Problems) -> bytes | None:
    """A file's bytes; ``None`` when it cannot be read or is too large, with the reason in ``problems``."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - what is read is no Path
            raw = file.read(MAX_BYTES + 1)
            if len(raw) > MAX_BYTES:
                size, limit = os.fstat(file.fileno()).st_size, MAX_BYTES // 1024 // 1024
                problems.error(
                    Place(shown), f"the file has {size / 1e6:.0f} MB; the limit is {limit} MB, so split it into several"
                )
                return None
            return raw
    except OSError as error:
        problems.error(Place(shown), f"cannot be read: {error.strerror or error}")
        return None


def _decoded(raw: bytes, shown: str, problems: Problems) -> str | None:
    try:
        return _plain_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        kind = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "not UTF-8"
        problems.error(Place(shown, line, column), f"the file's encoding is {kind}; save it as UTF-8")
        return None


def _plain_lines(text: str) -> str:
    """Every line ends in ``\\n``. Rarer breaks, pasted from web pages, become spaces: editors do not count them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")


_OPEN_FRONT_MATTER = re.compile(r"---[ \t]*\n\w+:")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def _split_front_matter(text: str) -> tuple[str, str, int]:
    """The YAML between two ``---`` lines, the Markdown after it, and the line on which the YAML begins."""
    match = _FRONT_MATTER.match(text)
    return (match[1], text[match.end() :], 2) if match else ("", text, 1)


def _entries(folder: str | Path, shown: str, problems: Problems, *, hidden: bool = False) -> Iterator[os.DirEntry[str]]:
    """What a folder holds, in a stable order, without editors' left-overs and, unless asked for, what is hidden."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        problems.error(Place(shown), f"cannot be read: {error.strerror or error}")
        return
    for entry in found:
        if (hidden or not entry.name.startswith(".")) and not entry.name.endswith("~"):
            yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _folder(folder: str, label: str, layout: Layout, problems: Problems) -> Iterator[tuple[str, str]]:
    """The files of a folder that are read, each with its path for messages."""
    if not Path(folder).is_dir():
        return
    suffixes = layout.suffixes
    for path in _entries(folder, label, problems):
        shown = f"{label}/{path.name}"
        suffix = os.path.splitext(path.name)[1]  # noqa: PTH122
        if suffix in suffixes:
            yield path.path, shown
        elif _is_folder(path) and layout.nested:
            yield from _folder(path.path, shown, layout, problems)
        elif _is_folder(path):
            problems.warn(Place(shown), f"is not read: {label.rpartition('/')[2]}/ has no folders within")
        elif suffix != layout.beside:
            problems.warn(Place(shown), f"is not read: only files ending in {' or '.join(suffixes)} are")


def _attachments(root: Path, label: str, layouts: Layouts, problems: Problems) -> Iterator[str]:
    """Paths, below the content folder and with ``/``, of the files that records can point to."""
    beside = {name: layout.beside for name, layout in layouts.items() if layout.beside}
    for folder, suffix in ((ATTACHMENTS, ""), *beside.items()):
        if (root / folder).is_dir():
            for path in _walk(str(root / folder), f"{label}/{folder}", problems):
                if path.endswith(suffix):
                    yield path.removeprefix(f"{label}/")


# What systems leave in folders.
_LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep")


def _root_files(folder: Path, label: str, problems: Problems) -> Iterator[str]:
    """Paths below the folder of files for the root of the site; hidden ones count, such as those in .well-known/."""
    for path in _walk(str(folder), label, problems, hidden=True) if folder.is_dir() else ():
        if path.rpartition("/")[2] not in _LEFT_BY_SYSTEMS:
            yield path.removeprefix(f"{label}/")


# What browsers show, by the ends of files' names.
PICTURE_SUFFIXES = (".png", ".apng", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".avif", ".svg")


def _pictures(root: Path, files: Iterable[str]) -> Iterator[tuple[str, Picture]]:
    """Those of the files that are pictures which browsers show, each with what its header says."""
    named = sorted(path for path in files if path.lower().endswith(PICTURE_SUFFIXES))
    if named:
        from scholarfolio.pictures.header import read_header
        from scholarfolio.pictures.picture import Picture

        yield from ((path, Picture(path, header)) for path in named if (header := read_header(root / path)))


def _walk(folder: str, shown: str, problems: Problems, *, hidden: bool = False) -> Iterator[str]:
    """The files below a folder, as they are shown."""
    for path in _entries(folder, shown, problems, hidden=hidden):
        if _is_folder(path):
            yield from _walk(path.path, f"{shown}/{path.name}", problems, hidden=hidden)
        else:
            yield f"{shown}/{path.name}"
