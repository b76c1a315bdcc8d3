"""Kept papers: a file that holds what it held in the last build is not parsed again, which is most of reading.

Only papers that were read without any problem are kept, so that problems are reported by every build. Apart from its
own file a paper depends on a few things that others declare: that a topic is known, that a file exists. While it is
read these questions are noted with their answers, and it is good as long as the answers are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast
from zlib import crc32

from scholarfolio.dates import PartialDate
from scholarfolio.inputs import Inputs
from scholarfolio.kept import Kept, digest
from scholarfolio.load import Source, make_document, read_bytes
from scholarfolio.model import RECORD_TYPES, AuthorList, Paper
from scholarfolio.names import Name
from scholarfolio.problems import Place
from scholarfolio.record import record
from scholarfolio.records import papers_of
from scholarfolio.schema import Scope
from scholarfolio.text import Markdown, Tex

# An edited paper makes one shard be written again; more and smaller ones would take longer to read.
SHARD = 256


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

    def __init__(self, kept: Kept, inputs: Inputs) -> None:
        self._kept = kept
        self._inputs = inputs
        self._shards = {name: kept.load(name, CLASSES) or {} for name in kept.names() if name.startswith("papers-")}
        self._before: dict[str, Entry] = {
            name: entry for shard in self._shards.values() for name, entry in shard.items()
        }
        self._now: dict[str, Entry] = {}
        self.digests: dict[str, bytes] = {}

    def read(self, source: Source, scope: Scope) -> Iterator[Paper]:
        """The papers of a file."""
        raw = None
        seen = self._inputs.known(source.path)
        if seen is None:
            raw = read_bytes(source.path, source.shown, scope.problems)
            if raw is None:
                return
            seen = self._inputs.note(source.path, raw)
        entry = self._before.get(source.shown)
        if entry and entry.seen == seen and _answered(entry, scope):
            yield from self._remember(source.shown, entry)
        else:
            yield from self._read_anew(source, raw, scope)

    def _remember(self, shown: str, entry: Entry) -> Sequence[Paper]:
        self._now[shown] = entry
        for paper in entry.papers:
            self.digests[paper.id] = entry.digest
        return entry.papers

    def _read_anew(self, source: Source, raw: bytes | None, scope: Scope) -> Sequence[Paper]:
        if raw is None:
            raw = read_bytes(source.path, source.shown, scope.problems)
            if raw is None:
                return ()
        before = len(scope.problems.items)
        document = make_document(raw, source.shown, scope.problems)
        if document is None:
            return ()
        asking = _Asking(scope)
        papers = tuple(papers_of(document, cast(Scope, asking)))
        if len(scope.problems.items) > before or asking.strayed:
            return papers
        seen, answers = self._inputs.note(source.path, raw), sorted(asking.answers)
        found = digest(source.shown.encode(), seen, repr(answers).encode())
        return self._remember(source.shown, Entry(papers, seen, tuple(answers), found))

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
