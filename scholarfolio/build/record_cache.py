"""RecordCache: papers as they were read, so that a file with the same bytes need not be parsed again.

Only papers that were read without any problem are stored, so that problems are reported by every build. Apart from its
own file a paper depends on a few things that are declared elsewhere: that there is such a topic, or such a file. While
it is read these questions are recorded with their answers, and it can be reused as long as the answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, cast
from zlib import crc32

from scholarfolio.build.fork import forks
from scholarfolio.build.pool import WorkerEndedError, run_parts
from scholarfolio.content.loader import papers_of
from scholarfolio.content.models import RECORD_TYPES, Author, AuthorList, Paper
from scholarfolio.content.old_addresses import OldAddress
from scholarfolio.content.reader import PaperFile, make_document, read_bytes
from scholarfolio.content.schema import Scope
from scholarfolio.text import Markdown, Tex
from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import Store, digest
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.names import Name
from scholarfolio.values.problems import Place, Problems

# Files in a shard. One edited paper makes its shard be written again; more and smaller ones would take longer to read.
SHARD = 128
# From so many new files on several processes read them, a shard at a time; measured by `make bench`.
PARALLEL_FROM = 400


class CachedFile(NamedTuple):
    """The papers of one file.

    Attributes:
        file_digest: of its bytes.
        answers: to the questions that were asked meanwhile: ``(collection, item, whether it is there)``.
        fingerprint: of file and answers.
    """

    papers: Sequence[Paper]
    file_digest: bytes
    answers: Sequence[tuple[str, str, bool]]
    fingerprint: bytes


CLASSES: tuple[Callable[..., Any], ...] = (CachedFile, *RECORD_TYPES, AuthorList, OldAddress, Place, Tex, Markdown)
# Equal ones of these occur in paper after paper, and become one object, which takes much less memory.
SHARED = (Author, Name, PartialDate)

Shard = dict[str, CachedFile]


class RecordCache:
    """Reads papers, or takes them from the cache.

    Attributes:
        fingerprints: of those papers that were read without problems, by id.
    """

    def __init__(self, store: Store, source_files: SourceFiles, processes: int = 1) -> None:
        self._processes = processes
        self._store = store
        self._source_files = source_files
        self._classes: Sequence[Callable[..., Any]] = [*CLASSES, *map(cache, SHARED)]
        self._shards: dict[str, Shard] = {}
        self._cached: dict[str, CachedFile] = {}
        self._current: dict[str, CachedFile] = {}
        self._count = 1  # of shards
        self.fingerprints: dict[str, bytes] = {}
        for name in store.names():
            if name.startswith("papers-"):
                self._load(name)

    def _load(self, name: str) -> None:
        self._shards[name] = self._store.load(name, self._classes) or {}
        self._cached |= self._shards[name]

    def read(self, sources: Sequence[PaperFile], scope: Scope) -> Iterator[Paper]:
        """The papers of some files."""
        while self._count * SHARD < len(sources):
            self._count *= 2
        new = [source for source in sources if source.shown not in self._cached]
        if len(new) >= PARALLEL_FROM and self._processes > 1 and forks():
            self._read_in_parallel(sources, new, scope)
        for source in sources:
            yield from self._read(source, scope)

    def _read(self, source: PaperFile, scope: Scope) -> Sequence[Paper]:
        raw, file_digest = None, self._source_files.known_digest(source.path)
        cached = self._cached.get(source.shown)
        if file_digest is None or cached is None or cached.file_digest != file_digest or not _is_valid(cached, scope):
            raw = read_bytes(source.path, source.shown, scope.problems)
            if raw is None:
                return ()
            file_digest = self._source_files.add(source.path, raw)
        if cached and cached.file_digest == file_digest and (raw is None or _is_valid(cached, scope)):
            return self._add(source.shown, cached)
        assert raw is not None, "a file that is not in the cache was read"
        papers, new = read_papers(source, raw, scope)
        return self._add(source.shown, new) if new else papers

    def _add(self, shown: str, file: CachedFile) -> Sequence[Paper]:
        self._current[shown] = file
        for paper in file.papers:
            self.fingerprints[paper.id] = file.fingerprint
        return file.papers

    def _read_in_parallel(self, sources: Sequence[PaperFile], new: Sequence[PaperFile], scope: Scope) -> None:
        """Have several processes read files, and store those without problems.

        Problems are reported in the order of the files, so files that have any are read once more afterwards.
        """
        shards: dict[str, list[PaperFile]] = {}
        for source in sources:
            shards.setdefault(self._shard(source.shown), []).append(source)
        job = _Reading(list(shards.items()), self._store, self._cached, scope)
        with suppress(WorkerEndedError):
            for name in run_parts(job, len(shards), self._processes):
                self._load(name)
        for source in new:
            if cached := self._cached.get(source.shown):
                self._source_files.add_digest(source.path, cached.file_digest)

    def add_link_targets(self, papers: Iterable[Paper]) -> None:
        """Add the targets of the links by id in papers' texts to the papers' fingerprints."""
        for paper in papers:
            if paper.summary.targets and (fingerprint := self.fingerprints.get(paper.id)):
                self.fingerprints[paper.id] = digest(fingerprint, repr(paper.summary.targets).encode())

    def _shard(self, shown: str) -> str:
        """The name of the shard of a file."""
        return f"papers-{crc32(shown.encode()) % self._count:03}-of-{self._count:03}"

    def save(self) -> None:
        """Store the papers for the next build, and free their memory here."""
        shards: dict[str, Shard] = {}
        for shown, file in self._current.items():
            shards.setdefault(self._shard(shown), {})[shown] = file
        for name, shard in shards.items():
            if not _same(shard, self._shards.get(name, {})):
                self._store.save(name, shard)
        self._store.forget(self._shards.keys() - shards.keys())
        self._shards, self._cached, self._current = {}, {}, {}


class _Reading:
    """A job that reads and stores files, one shard in each part; the result of a part is the name of its shard.

    Args:
        shards: the name and the files of each.
        cached: files that need not be read.
    """

    def __init__(
        self,
        shards: Sequence[tuple[str, Sequence[PaperFile]]],
        store: Store,
        cached: Mapping[str, CachedFile],
        scope: Scope,
    ) -> None:
        self._shards = shards
        self._store = store
        self._cached = cached
        self._scope = scope

    def begin(self, slot: int) -> Callable[[int, object], str]:
        """A function that reads and stores a shard."""
        scope = replace(self._scope, problems=Problems(), unknown_topics=set())

        def do(part: int, updates: object) -> str:
            name, sources = self._shards[part]
            files = {source.shown: self._cached.get(source.shown) or _read(source, scope) for source in sources}
            self._store.save(name, {shown: file for shown, file in files.items() if file})
            return name

        return do

    def updates(self, slot: int) -> None:
        """None: no process needs to know what others read."""


def _read(source: PaperFile, scope: Scope) -> CachedFile | None:
    raw = read_bytes(source.path, source.shown, scope.problems)
    return None if raw is None else read_papers(source, raw, scope)[1]


def read_papers(source: PaperFile, raw: bytes, scope: Scope) -> tuple[Sequence[Paper], CachedFile | None]:
    """The papers in a file's bytes; and the same for the cache, if there was no problem with any."""
    before = len(scope.problems.items)
    document = make_document(raw, source.shown, scope.problems)
    if document is None:
        return (), None
    recorder = _ScopeRecorder(scope)
    papers = tuple(papers_of(document, cast(Scope, recorder)))
    for paper in papers:
        paper.title.glance()  # stored with the title, for sorting: slow where there are formulas
    if len(scope.problems.items) > before or recorder.is_incomplete:
        return papers, None
    file_digest, answers = digest(raw), tuple(sorted(recorder.answers))
    fingerprint = digest(source.shown.encode(), file_digest, repr(answers).encode())
    return papers, CachedFile(papers, file_digest, answers, fingerprint)


def _same(one: Shard, other: Shard) -> bool:
    return len(one) == len(other) and all(other.get(shown) is file for shown, file in one.items())


def _is_valid(file: CachedFile, scope: Scope) -> bool:
    """Whether the questions still have the same answers."""
    return all((item in getattr(scope, collection)) is answer for collection, item, answer in file.answers)


class _ScopeRecorder:
    """A scope that records what is asked of it.

    Attributes:
        answers: the questions whether something is there, with their answers.
        is_incomplete: whether something else was asked, so that the answers are not all that matters.
    """

    def __init__(self, scope: Scope) -> None:
        self.problems = scope.problems
        self.answers: set[tuple[str, str, bool]] = set()
        self.is_incomplete = False
        self.files, self.pictures = (
            _CollectionRecorder("files", self, scope),
            _CollectionRecorder("pictures", self, scope),
        )
        self.topics, self.people = (
            _CollectionRecorder("topics", self, scope),
            _CollectionRecorder("people", self, scope),
        )
        self.link_kinds = scope.link_kinds  # which are the program's own, and so the same for all
        self._scope = scope

    def __getattr__(self, name: str) -> object:
        self.is_incomplete = True
        return getattr(self._scope, name)


class _CollectionRecorder:
    """One collection of a scope."""

    def __init__(self, name: str, recorder: _ScopeRecorder, scope: Scope) -> None:
        self._name = name
        self._recorder = recorder
        self._items: frozenset[str] = getattr(scope, name)

    def __contains__(self, item: str) -> bool:
        answer = item in self._items
        self._recorder.answers.add((self._name, item, answer))
        return answer

    def __iter__(self) -> Iterator[str]:
        self._recorder.is_incomplete = True
        return iter(self._items)
