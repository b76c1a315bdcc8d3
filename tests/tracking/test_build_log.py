"""BuildLog: what is reusable stays, in order and never in too many parts; what the log costs is bounded."""

import gc
import weakref
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from scholarfolio.build import reuse
from scholarfolio.build.reuse import ReusableUnits
from scholarfolio.catalog.outputs import Output, units
from scholarfolio.tracking import build_log, fragments
from scholarfolio.tracking.build_log import BuildLog, Dependencies, LogPart, compact_parts, read_log
from scholarfolio.tracking.changes import ChangeDetector
from scholarfolio.tracking.fragments import FragmentStore, Spans
from scholarfolio.values.problems import Place, Problem


@pytest.fixture
def store(tmp_path):
    store = FragmentStore(tmp_path / "store" / "fragments-x")
    yield store
    store.close()


def page(name: str) -> Output:
    return Output(f"{name}.html", "page", Place("pages", 1, 1), subject=name)


def log_of(*names: str, dependencies: Sequence[str] = (), used: Sequence[str] = ()) -> BuildLog:
    """Pages, each with a dependency of its own and those that are given, and with the fragments used."""
    log = BuildLog()
    for name in names:
        log.add_unit(f"{name}.html", Dependencies([f"paper/{name}", *dependencies], used), ())
    return log


def reusable_of(reusable: ReusableUnits, *names: str) -> set[str]:
    """Those of some fragments that are reusable."""
    return {name for name in names if reusable.spans.get(name)}


class Site:
    """Pages that are planned, and dependencies that can be changed. The plan has each page's template."""

    def __init__(self, store: FragmentStore, *pages: str) -> None:
        self.store = store
        self.plan = [page(name) for name in pages]
        self.changed: set[str] = set()

    def fingerprints(self) -> dict[str, bytes]:
        planned = {f"plan/{output.path}": output.template.encode() or b"old" for output in self.plan}
        placed = {f"place/{output.path}": str(output.place).encode() for output in self.plan}
        deleted = {f"{kind}/deleted.html": b"missing" for kind in ("plan", "place")}
        return defaultdict(lambda: b"old", planned | placed | deleted | dict.fromkeys(self.changed, b"new"))

    def write(self, *logs: BuildLog) -> list[LogPart]:
        parts = []
        for log in logs:
            log.add_fingerprints(defaultdict(lambda: b"old"))
            part = log.write(self.store)
            assert part
            parts.append(part)
        return parts

    def reusable(self, parts: Sequence[LogPart], damaged: str = "") -> ReusableUnits:
        intact = {output.path for output in self.plan} - {damaged}
        return ReusableUnits(parts, self.store, units(self.plan), intact, ChangeDetector(self.fingerprints()))


def test_spans_are_looked_up_by_name_the_newest_of_each(store):
    first, second, third, fourth = (store.put(text) or b"" for text in (b"one", b"two", b"three", b"four"))
    spans = Spans()
    spans.add({"bibtex/a": first, "entry 2 /card/../a": second, "bibtex/b": third})
    spans.add({"bibtex/a": fourth})
    names = ("bibtex/a", "entry 2 /card/../a", "bibtex/b", "entry 2 /card/../b", "ris/a", "bibtex/c", "a")
    assert [spans.get(name) for name in names] == [fourth, second, third, None, None, None, None]


def test_what_is_unchanged_is_reusable(store):
    site = Site(store, "a", "b")
    parts = site.write(log_of("a", "b"))
    reusable = site.reusable(parts)
    assert reusable.units == {"a.html", "b.html"}
    assert reusable.parts == parts


@pytest.mark.parametrize("dependency", ["paper/a", "site/title"])
def test_what_depends_on_something_changed_is_not_reusable(store, dependency):
    site = Site(store, "a", "b")
    parts = site.write(log_of("a", dependencies=["site/title"]), log_of("b"))
    site.changed = {dependency}
    reusable = site.reusable(parts)
    assert reusable.units == {"b.html"}
    (part,) = reusable.parts
    left = read_log(part, store)
    assert left is not None
    assert (list(left.units), left.fingerprints) == (["b.html"], {"paper/b": b"old", "plan/b.html": b"old"})


def test_a_file_that_is_not_intact_is_made_again(store):
    site = Site(store, "a", "b")
    assert site.reusable(site.write(log_of("a", "b")), damaged="a.html").units == {"b.html"}


def test_what_is_no_longer_planned_or_planned_otherwise_is_not_reusable(store):
    site = Site(store, "a")
    site.plan[0] = site.plan[0]._replace(template="other.html")
    reusable = site.reusable(site.write(log_of("a", "deleted")))
    assert (reusable.units, reusable.parts) == (set(), [])


def test_fragments_are_outdated_with_their_dependencies_also_across_parts(store):
    first, second, third = log_of(), log_of(), log_of("a", used=["outer"])
    first.add_fragment("inner", Dependencies(["paper/x"], ()), store.put(b"inner"))
    second.add_fragment("outer", Dependencies((), ["inner"]), store.put(b"outer"))
    second.add_fragment("other", Dependencies((), ()), store.put(b"other"))
    site = Site(store, "a")
    parts = site.write(first, second, third)
    reusable = site.reusable(parts)
    assert reusable.units == {"a.html"}
    assert reusable_of(reusable, "inner", "outer", "other") == {"inner", "outer", "other"}
    again = site.reusable(reusable.parts)  # now joined
    assert (again.units, reusable_of(again, "inner", "outer", "other")) == (reusable.units, {"inner", "outer", "other"})
    site.changed = {"paper/x"}
    for log_parts in (parts, reusable.parts):
        after = site.reusable(log_parts)
        assert after.units == set()
        assert reusable_of(after, "inner", "outer", "other") == {"other"}


def test_the_details_are_read_where_a_checksum_is_that_of_an_outdated_fragment(store, monkeypatch):
    """Two names may have one checksum: that never makes anything reusable, nor outdated."""
    monkeypatch.setattr(build_log, "crc32", lambda name: 1)
    monkeypatch.setattr(reuse, "checksum", build_log.checksum)
    first = log_of()
    first.add_fragment("outdated", Dependencies(["paper/x"], ()), store.put(b"text"))
    first.add_fragment("sound", Dependencies((), ()), store.put(b"text"))
    site = Site(store, "a", "b")
    parts = site.write(first, log_of("a", used=["outdated"]), log_of("b", used=["sound"]))
    site.changed = {"paper/x"}
    reusable = site.reusable(parts)
    assert (reusable.units, reusable_of(reusable, "outdated", "sound")) == ({"b.html"}, {"sound"})


def shared_by(*names: str) -> BuildLog:
    """Pages that have a frame, in which there is a menu."""
    menu = Dependencies(["site/menu"], ())
    frame = Dependencies(["site/title"], ["logo"], {"menu": menu})
    log = log_of("other")
    for name in names:
        log.add_unit(f"{name}.html", Dependencies([f"paper/{name}"], (), {"frame": frame}), ())
    return log


def test_what_several_share_is_recorded_once(store):
    site = Site(store, "a", "b", "other")
    (part,) = site.write(shared_by("a", "b"))
    log = read_log(part, store)
    assert log
    assert list(log.shared) == ["menu", "frame"]  # each after what it was made from
    assert log.units["a.html"] == (("plan/a.html", "paper/a"), (), ("frame",))
    assert site.reusable([part]).units == {"a.html", "b.html", "other.html"}


@pytest.mark.parametrize("dependency", ["site/menu", "site/title"])
def test_what_shares_an_outdated_result_is_outdated(store, dependency):
    site = Site(store, "a", "b", "other")
    parts = site.write(shared_by("a", "b"))
    site.changed = {dependency}
    reusable = site.reusable(parts)
    assert reusable.units == {"other.html"}
    (part,) = reusable.parts
    assert part
    left = read_log(part, store)
    assert left
    assert left.shared == {}  # nobody uses it any more


def test_what_shares_a_result_with_an_outdated_fragment_of_another_part_is_outdated(store):
    first = log_of()
    first.add_fragment("logo", Dependencies(["file/logo"], ()), store.put(b"<svg>"))
    site = Site(store, "a", "b", "other")
    parts = site.write(first, shared_by("a", "b"))
    assert site.reusable(parts).units == {"a.html", "b.html", "other.html"}
    site.changed = {"paper/a"}
    reusable = site.reusable(parts)
    assert reusable.units == {"b.html", "other.html"}
    site.changed = {"file/logo"}
    assert site.reusable(parts).units == {"other.html"}
    assert site.reusable([part for part in reusable.parts if part]).units == {"other.html"}


def damage(site: Site, tmp_path: Path, stored: bytes) -> None:
    site.store.close()
    file = tmp_path / "store" / "fragments-x.0"
    before = file.read_bytes()
    assert stored in before
    at = before.rindex(stored)
    file.write_bytes(before[:at] + b"?" + before[at + 1 :])


def test_where_a_summary_is_damaged_nothing_is_reusable(store, tmp_path):
    site = Site(store, "a", "b")
    parts = site.write(log_of("a"), log_of("b"))
    damage(site, tmp_path, store.get(parts[1].summary) or b"")
    reusable = site.reusable(parts)
    assert (reusable.units, reusable.parts, reusable.problems) == (set(), [], [])


def test_where_details_are_damaged_nothing_is_reusable_if_they_are_needed(store, tmp_path):
    site = Site(store, "a", "b")
    parts = site.write(log_of("a"), log_of("b"))
    damage(site, tmp_path, store.get(parts[1].details) or b"")
    reusable = site.reusable(parts)
    assert (reusable.units, reusable.parts) == ({"a.html", "b.html"}, [None])  # they could not be joined
    site.changed = {"paper/b"}
    reusable = site.reusable(parts)
    assert (reusable.units, reusable.parts) == (set(), [])


def test_a_part_that_cannot_be_written_is_none(store, monkeypatch):
    site = Site(store, "a", "b", "c")
    parts = site.write(log_of("a", "b"), log_of("c"))
    site.changed = {"paper/a"}
    monkeypatch.setattr(FragmentStore, "put", lambda self, data: None)
    reusable = site.reusable(parts)
    assert (reusable.units, reusable.parts) == ({"b.html", "c.html"}, [None, parts[1]])


def test_problems_are_said_again_while_they_are_where_they_were(store):
    problem = Problem(Place("pages", 1, 1), "links to nowhere", "warning")
    log = BuildLog()
    log.add_unit("a.html", Dependencies((), ()), [problem])
    site = Site(store, "a")
    log.add_fingerprints(site.fingerprints())
    parts = [log.write(store)]
    assert site.reusable(parts).problems == [problem]
    site.plan[0] = site.plan[0]._replace(place=Place("pages", 7, 1))
    assert site.reusable(parts).units == set()


def test_many_small_edits_leave_few_parts(store, monkeypatch):
    """The order of parts stays, since later ones build on earlier ones."""
    monkeypatch.setattr(reuse, "SMALL", 30)  # a unit has three entries: two dependencies, and itself
    names = [f"n{number}" for number in range(100)]
    site = Site(store, *names)
    parts = site.write(*(log_of(name) for name in names))
    reusable = site.reusable(parts)
    assert len(reusable.parts) == 10
    recorded = [name for part in reusable.parts for name in getattr(read_log(part, store), "units", ())]
    assert recorded == [f"{name}.html" for name in names]
    assert site.reusable(reusable.parts).parts == reusable.parts


def test_files_are_compacted_when_most_bytes_are_of_no_use(store, tmp_path, monkeypatch):
    monkeypatch.setattr(fragments, "WASTE", 100)
    log = log_of("a")
    log.add_fragment("of-use", Dependencies((), ()), store.put(b"of use"))
    log.add_fragment("not stored", Dependencies((), ()), None)
    site = Site(store, "a")
    parts = site.write(log)
    store.flush()
    assert compact_parts(parts, store) is parts
    for number in range(100):
        store.put(f"text {number} that nobody wants".encode())
    store.flush()
    (part,) = compact_parts(parts, store)
    reusable = site.reusable([part])
    assert reusable.units == {"a.html"}
    assert store.get(reusable.spans.get("of-use") or b"") == b"of use"
    assert sum(path.stat().st_size for path in (tmp_path / "store").iterdir()) == part.size


def test_parts_stay_where_the_new_file_cannot_be_written(store, tmp_path, monkeypatch):
    monkeypatch.setattr(fragments, "WASTE", 0)
    site = Site(store, "a")
    parts = site.write(log_of("a"))
    store.put(b"waste" * 1000)
    store.flush()
    monkeypatch.setattr(
        FragmentStore,
        "with_new_file",
        lambda self: FragmentStore(Path(tmp_path / "store" / "fragments-x.0" / "no-folder")),
    )
    assert compact_parts(parts, store) == parts
    assert site.reusable(parts).units == {"a.html"}


def test_a_log_that_was_searched_does_not_stay_in_memory(store):
    """Builds do without the search for cycles."""
    log = BuildLog()
    log.add_unit("papers/a", Dependencies({"paper/a"}, {}, {"shared": Dependencies({"paper/b"}, {})}), ())
    log.add_fragment("entry/a", Dependencies({"paper/a"}, {}, {"shared": Dependencies({"paper/b"}, {})}), None)
    log.add_fingerprints(defaultdict(bytes))
    reference = weakref.ref(log)
    gc.disable()
    try:
        log.reusable_part({"paper/b"}, set(), set())
        del log
        assert reference() is None
    finally:
        gc.enable()
