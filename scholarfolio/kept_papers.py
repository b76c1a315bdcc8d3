"""Kept papers: a file that holds what it held in the last build is not parsed again, which is most of reading.

Only papers that were read without any problem are kept, so that problems are reported by every build. Apart from its
own file a paper depends on a few things that others declare: that a topic is known, that a file exists. While it is
read these questions are noted with their answers, and it is good as long as the answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast
from zlib import crc32

from scholarfolio.dates import PartialDate
from scholarfolio.inputs import Inputs
from scholarfolio.kept import Kept, digest, packed, unpacked
from scholarfolio.load import Source, make_document, read_bytes
from scholarfolio.model import RECORD_TYPES, AuthorList, Paper
from scholarfolio.names import Name
from scholarfolio.problems import Place, Problems
from scholarfolio.processes import Ended, do_parts, forks
from scholarfolio.record import record
from scholarfolio.records import papers_of
from scholarfolio.schema import Scope
from scholarfolio.text import Markdown, Tex

# An edited paper makes one shard be written again; more and smaller ones would take longer to read.
SHARD = 256
# From so many new files on several processes read them, a part at a time: a tenth of a second less of 2.4 at 1,000.
TOGETHER_FROM = 400
PART = 32


@record(frozen=True)
class Entry:
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


CLASSES: tuple[type[Any], ...] = (Entry, *RECORD_TYPES, AuthorList, Name, PartialDate, Place, Tex, Markdown)


class KeptPapers:
    """Reads papers, or finds them as they were read before.

    Attributes:
        digests: what stands for each paper that was read without problems, by its id.
    """

    def __init__(self, kept: Kept, inputs: Inputs, processes: int = 1) -> None:
        self._processes = processes
        self._kept = kept
        self._inputs = inputs
        self._shards = {name: kept.load(name, CLASSES) or {} for name in kept.names() if name.startswith("papers-")}
        self._before: dict[str, Entry] = {
            name: entry for shard in self._shards.values() for name, entry in shard.items()
        }
        self._now: dict[str, Entry] = {}
        self.digests: dict[str, bytes] = {}

    def read(self, sources: Sequence[Source], scope: Scope) -> Iterator[Paper]:
        """The papers of some files."""
        together = self._read_together(sources, scope)
        for source in sources:
            if entry := together.get(source.shown):
                self._inputs.learn(source.path, entry.seen)
                yield from self._remember(source.shown, entry)
            else:
                yield from self._read(source, scope)

    def _read(self, source: Source, scope: Scope) -> Sequence[Paper]:
        raw, seen = None, self._inputs.known(source.path)
        entry = self._before.get(source.shown)
        if seen is None or entry is None or entry.seen != seen or not _answered(entry, scope):
            raw = read_bytes(source.path, source.shown, scope.problems)
            if raw is None:
                return ()
            seen = self._inputs.note(source.path, raw)
        if entry and entry.seen == seen and _answered(entry, scope):
            return self._remember(source.shown, entry)
        assert raw is not None, "what is not known was read"
        papers, made = read_entry(source, raw, scope)
        return self._remember(source.shown, made) if made else papers

    def _remember(self, shown: str, entry: Entry) -> Sequence[Paper]:
        self._now[shown] = entry
        for paper in entry.papers:
            self.digests[paper.id] = entry.digest
        return entry.papers

    def _read_together(self, sources: Sequence[Source], scope: Scope) -> Mapping[str, Entry]:
        """What several processes read of files that were never read before; only what is sound.

        Problems are told in the order of the files, so those with any are left to be read once more.
        """
        fresh = [source for source in sources if source.shown not in self._before]
        found: dict[str, Entry] = {}
        if len(fresh) >= TOGETHER_FROM and self._processes > 1 and forks():
            job = _Reading([fresh[at : at + PART] for at in range(0, len(fresh), PART)], scope)
            with suppress(Ended):
                for part in do_parts(job, len(job.parts), self._processes):
                    found |= unpacked(part, CLASSES)
        return found

    def save(self) -> None:
        """Keep what was read, for the next build."""
        count = 1
        while count * SHARD < len(self._now):
            count *= 2
        shards: dict[str, dict[str, Entry]] = {}
        for shown, entry in self._now.items():
            name = f"papers-{crc32(shown.encode()) % count:03}-of-{count:03}"
            shards.setdefault(name, {})[shown] = entry
        for name, shard in shards.items():
            if not _same(shard, self._shards.get(name, {})):
                self._kept.save(name, shard)
        self._kept.forget(self._shards.keys() - shards.keys())


class _Reading:
    """Reads files in parts; each comes to the entries of those that are sound, packed."""

    def __init__(self, parts: Sequence[Sequence[Source]], scope: Scope) -> None:
        self.parts = parts
        self._scope = scope

    def begin(self, place: int) -> Callable[[int, object], bytes]:
        """What reads a part."""
        scope = replace(self._scope, problems=Problems(), unknown_topics=set())

        def do(part: int, news: object) -> bytes:
            found = {}
            for source in self.parts[part]:
                raw = read_bytes(source.path, source.shown, scope.problems)
                if raw is not None and (entry := read_entry(source, raw, scope)[1]):
                    found[source.shown] = entry
            return packed(found)

        return do

    def news(self, place: int) -> None:
        """Nobody has to know what others read."""


def read_entry(source: Source, raw: bytes, scope: Scope) -> tuple[Sequence[Paper], Entry | None]:
    """The papers in a file's bytes; and the entry to keep of them, if there was no problem with any."""
    before = len(scope.problems.items)
    document = make_document(raw, source.shown, scope.problems)
    if document is None:
        return (), None
    asking = _Asking(scope)
    papers = tuple(papers_of(document, cast(Scope, asking)))
    if len(scope.problems.items) > before or asking.strayed:
        return papers, None
    seen, answers = digest(raw), tuple(sorted(asking.answers))
    return papers, Entry(papers, seen, answers, digest(source.shown.encode(), seen, repr(answers).encode()))


def _same(one: dict[str, Entry], other: dict[str, Entry]) -> bool:
    return len(one) == len(other) and all(other.get(name) is entry for name, entry in one.items())


def _answered(entry: Entry, scope: Scope) -> bool:
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
