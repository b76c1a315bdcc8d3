"""Store papers: a file that holds what it held in the last build is not parsed again, which is most of reading.

Only papers that were read without any problem are kept, so that problems are reported by every build. Apart from its
own file a paper depends on a few things that others declare: that a topic is known, that a file exists. While it is
read these questions are noted with their answers, and it is good as long as the answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, cast
from zlib import crc32

from scholarfolio.build.fork import forks
from scholarfolio.build.pool import WorkerEnded, run_parts
from scholarfolio.content.loader import papers_of
from scholarfolio.content.models import RECORD_TYPES, Author, AuthorList, Paper
from scholarfolio.content.reader import PaperFile, make_document, read_bytes
from scholarfolio.content.schema import Scope
from scholarfolio.text import Markdown, Tex
from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import Store, digest
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.names import Name
from scholarfolio.values.problems import Place, Problems

# An edited paper makes one shard be written again; more and smaller ones would take longer to read.
SHARD = 128
# From so many new files on several processes read them, a shard at a time: a sixth of a second less of 2.4 at 1,000.
TOGETHER_FROM = 400


class CachedFile(NamedTuple):
    """What was read from one file.

    Attributes:
        seen: the digest of its bytes.
        answers: what was asked of others meanwhile: ``(collection, item, whether it was there)``.
        digest: stands for file and answers.
    """

    papers: Sequence[Paper]
    seen: bytes
    answers: Sequence[tuple[str, str, bool]]
    digest: bytes


CLASSES: tuple[Callable[..., Any], ...] = (CachedFile, *RECORD_TYPES, AuthorList, Place, Tex, Markdown)
# Of these, equal ones come back paper after paper, and are to be one object: 1.5 KB less a paper at 10,000.
SHARED = (Author, Name, PartialDate)

Shard = dict[str, CachedFile]


class RecordCache:
    """Reads papers, or finds them as they were read before.

    Attributes:
        fingerprints: what stands for each paper that was read without problems, by its id.
    """

    def __init__(self, kept: Store, inputs: SourceFiles, processes: int = 1) -> None:
        self._processes = processes
        self._kept = kept
        self._inputs = inputs
        self._classes: Sequence[Callable[..., Any]] = [*CLASSES, *map(cache, SHARED)]
        self._shards: dict[str, Shard] = {}
        self._before: dict[str, CachedFile] = {}
        self._now: dict[str, CachedFile] = {}
        self._count = 1  # of shards
        self.fingerprints: dict[str, bytes] = {}
        for name in kept.names():
            if name.startswith("papers-"):
                self._load(name)

    def _load(self, name: str) -> None:
        self._shards[name] = self._kept.load(name, self._classes) or {}
        self._before |= self._shards[name]

    def read(self, sources: Sequence[PaperFile], scope: Scope) -> Iterator[Paper]:
        """The papers of some files."""
        while self._count * SHARD < len(sources):
            self._count *= 2
        fresh = [source for source in sources if source.shown not in self._before]
        if len(fresh) >= TOGETHER_FROM and self._processes > 1 and forks():
            self._read_together(sources, fresh, scope)
        for source in sources:
            yield from self._read(source, scope)

    def _read(self, source: PaperFile, scope: Scope) -> Sequence[Paper]:
        raw, seen = None, self._inputs.known_digest(source.path)
        entry = self._before.get(source.shown)
        if seen is None or entry is None or entry.seen != seen or not _answered(entry, scope):
            raw = read_bytes(source.path, source.shown, scope.problems)
            if raw is None:
                return ()
            seen = self._inputs.add(source.path, raw)
        if entry and entry.seen == seen and (raw is None or _answered(entry, scope)):
            return self._remember(source.shown, entry)
        assert raw is not None, "what is not known was read"
        papers, made = read_entry(source, raw, scope)
        return self._remember(source.shown, made) if made else papers

    def _remember(self, shown: str, entry: CachedFile) -> Sequence[Paper]:
        self._now[shown] = entry
        for paper in entry.papers:
            self.fingerprints[paper.id] = entry.digest
        return entry.papers

    def _read_together(self, sources: Sequence[PaperFile], fresh: Sequence[PaperFile], scope: Scope) -> None:
        """Have several processes read files and keep what they read; only what is sound.

        Problems are told in the order of the files, so those with any are left to be read once more.
        """
        shards: dict[str, list[PaperFile]] = {}
        for source in sources:
            shards.setdefault(self._shard(source.shown), []).append(source)
        job = _Reading(list(shards.items()), self._kept, self._before, scope)
        with suppress(WorkerEnded):
            for name in run_parts(job, len(shards), self._processes):
                self._load(name)
        for source in fresh:
            if entry := self._before.get(source.shown):
                self._inputs.add_digest(source.path, entry.seen)

    def _shard(self, shown: str) -> str:
        """In which file a paper is kept."""
        return f"papers-{crc32(shown.encode()) % self._count:03}-of-{self._count:03}"

    def save(self) -> None:
        """Keep what was read, for the next build, and let go of it."""
        shards: dict[str, Shard] = {}
        for shown, entry in self._now.items():
            shards.setdefault(self._shard(shown), {})[shown] = entry
        for name, shard in shards.items():
            if not _same(shard, self._shards.get(name, {})):
                self._kept.save(name, shard)
        self._kept.forget(self._shards.keys() - shards.keys())
        self._shards, self._before, self._now = {}, {}, {}


class _Reading:
    """Reads files and keeps what it read, a shard at a time; each part comes to the name of the shard.

    Args:
        shards: the files of each.
        before: what need not be read once more.
    """

    def __init__(
        self,
        shards: Sequence[tuple[str, Sequence[PaperFile]]],
        kept: Store,
        before: Mapping[str, CachedFile],
        scope: Scope,
    ) -> None:
        self._shards = shards
        self._kept = kept
        self._before = before
        self._scope = scope

    def begin(self, place: int) -> Callable[[int, object], str]:
        """What reads and keeps a shard."""
        scope = replace(self._scope, problems=Problems(), unknown_topics=set())

        def do(part: int, news: object) -> str:
            name, sources = self._shards[part]
            found = {source.shown: self._before.get(source.shown) or _entry(source, scope) for source in sources}
            self._kept.save(name, {shown: entry for shown, entry in found.items() if entry})
            return name

        return do

    def news(self, place: int) -> None:
        """Nobody has to know what others read."""


def _entry(source: PaperFile, scope: Scope) -> CachedFile | None:
    raw = read_bytes(source.path, source.shown, scope.problems)
    return None if raw is None else read_entry(source, raw, scope)[1]


def read_entry(source: PaperFile, raw: bytes, scope: Scope) -> tuple[Sequence[Paper], CachedFile | None]:
    """The papers in a file's bytes; and the entry to keep of them, if there was no problem with any."""
    before = len(scope.problems.items)
    document = make_document(raw, source.shown, scope.problems)
    if document is None:
        return (), None
    asking = _Asking(scope)
    papers = tuple(papers_of(document, cast(Scope, asking)))
    for paper in papers:
        paper.title.glance()  # papers are sorted by their titles, of which those with formulas take long: they are kept
    if len(scope.problems.items) > before or asking.strayed:
        return papers, None
    seen, answers = digest(raw), tuple(sorted(asking.answers))
    return papers, CachedFile(papers, seen, answers, digest(source.shown.encode(), seen, repr(answers).encode()))


def _same(one: Shard, other: Shard) -> bool:
    return len(one) == len(other) and all(other.get(name) is entry for name, entry in one.items())


def _answered(entry: CachedFile, scope: Scope) -> bool:
    """Whether the questions have the answers that they had."""
    return all((item in getattr(scope, name)) is answer for name, item, answer in entry.answers)


class _Asking:
    """A scope that notes what is asked of it.

    Attributes:
        answers: the questions whether something is there, with their answers.
        strayed: whether something else was asked, so that the answers do not tell all.
    """

    def __init__(self, scope: Scope) -> None:
        self.problems = scope.problems
        self.answers: set[tuple[str, str, bool]] = set()
        self.strayed = False
        self.files, self.pictures = _Asked("files", self, scope), _Asked("pictures", self, scope)
        self.topics, self.people = _Asked("topics", self, scope), _Asked("people", self, scope)
        self._scope = scope

    def __getattr__(self, name: str) -> object:
        self.strayed = True
        return getattr(self._scope, name)


class _Asked:
    """One collection of a scope."""

    def __init__(self, name: str, asking: _Asking, scope: Scope) -> None:
        self._name = name
        self._asking = asking
        self._items: frozenset[str] = getattr(scope, name)

    def __contains__(self, item: str) -> bool:
        answer = item in self._items
        self._asking.answers.add((self._name, item, answer))
        return answer

    def __iter__(self) -> Iterator[str]:
        self._asking.strayed = True
        return iter(self._items)
