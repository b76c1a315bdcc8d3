"""BuildLog of what was made: what stands of them is kept, in order and never in too many parts; what they cost is bounded."""

import gc
import weakref
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from scholarfolio.build import reuse as standing_module
from scholarfolio.build.reuse import ReusableUnits
from scholarfolio.catalog.outputs import Output, units
from scholarfolio.tracking import build_log as notes_module
from scholarfolio.tracking import fragments as pieces_module
from scholarfolio.tracking.build_log import BuildLog, Dependencies, LogPart, read, tidied
from scholarfolio.tracking.changes import ChangeDetector
from scholarfolio.tracking.fragments import FragmentStore, Spans
from scholarfolio.values.problems import Place, Problem


@pytest.fixture
def store(tmp_path):
    store = FragmentStore(tmp_path / "kept" / "fragments-x")
    yield store
    store.close()


def page(name: str) -> Output:
    return Output(f"{name}.html", "page", Place("pages", 1, 1), subject=name)


def notes_of(*names: str, facts: Sequence[str] = (), fragments: Sequence[str] = ()) -> BuildLog:
    """Pages, each made from a fact of its own and those that are given."""
    notes = BuildLog()
    for name in names:
        notes.add_unit(f"{name}.html", Dependencies([f"paper/{name}", *facts], fragments), ())
    return notes


def known_of(standing: ReusableUnits, *names: str) -> set[str]:
    """Of which of some fragments it is known where they are."""
    return {name for name in names if standing.spans.get(name)}


class Site:
    """Pages that are planned, and facts that can be changed. The plan says of each page what its template is."""

    def __init__(self, fragments: FragmentStore, *pages: str) -> None:
        self.fragments = fragments
        self.plan = [page(name) for name in pages]
        self.changed: set[str] = set()

    def fingerprints(self) -> dict[str, bytes]:
        planned = {f"plan/{output.path}": output.template.encode() or b"old" for output in self.plan}
        placed = {f"place/{output.path}": str(output.place).encode() for output in self.plan}
        gone = {f"{kind}/gone.html": b"gone" for kind in ("plan", "place")}
        return defaultdict(lambda: b"old", planned | placed | gone | dict.fromkeys(self.changed, b"new"))

    def written(self, *notes: BuildLog) -> list[LogPart]:
        parts = []
        for each in notes:
            each.tell(defaultdict(lambda: b"old"))
            part = each.written(self.fragments)
            assert part
            parts.append(part)
        return parts

    def standing(self, parts: Sequence[LogPart], lost: str = "") -> ReusableUnits:
        intact = {output.path for output in self.plan} - {lost}
        return ReusableUnits(parts, self.fragments, units(self.plan), intact, ChangeDetector(self.fingerprints()))


def test_pieces_are_found_by_their_names_the_newest_of_each(store):
    first, second, third, fourth = (store.put(text) or b"" for text in (b"one", b"two", b"three", b"four"))
    spans = Spans()
    spans.add({"bibtex/a": first, "entry 2 /card/../a": second, "bibtex/b": third})
    spans.add({"bibtex/a": fourth})
    names = ("bibtex/a", "entry 2 /card/../a", "bibtex/b", "entry 2 /card/../b", "ris/a", "bibtex/c", "a")
    assert [spans.get(name) for name in names] == [fourth, second, third, None, None, None, None]


def test_what_is_as_it_was_stands(store):
    site = Site(store, "a", "b")
    parts = site.written(notes_of("a", "b"))
    standing = site.standing(parts)
    assert standing.units == {"a.html", "b.html"}
    assert standing.parts == parts


@pytest.mark.parametrize("fact", ["paper/a", "site/title"])
def test_a_changed_fact_takes_what_asked_for_it(store, fact):
    site = Site(store, "a", "b")
    parts = site.written(notes_of("a", facts=["site/title"]), notes_of("b"))
    site.changed = {fact}
    standing = site.standing(parts)
    assert standing.units == {"b.html"}
    (part,) = standing.parts
    left = read(part, store)
    assert left is not None
    assert (list(left.units), left.facts) == (["b.html"], {"paper/b": b"old", "plan/b.html": b"old"})


def test_a_file_that_is_not_as_it_was_is_made_again(store):
    site = Site(store, "a", "b")
    assert site.standing(site.written(notes_of("a", "b")), lost="a.html").units == {"b.html"}


def test_what_is_no_longer_planned_or_planned_otherwise_is_forgotten(store):
    site = Site(store, "a")
    site.plan[0] = site.plan[0]._replace(template="other.html")
    standing = site.standing(site.written(notes_of("a", "gone")))
    assert (standing.units, standing.parts) == (set(), [])


def test_pieces_fall_with_what_they_were_made_from_also_across_parts(store):
    first, second, third = notes_of(), notes_of(), notes_of("a", fragments=["outer"])
    first.add_fragment("inner", Dependencies(["paper/x"], ()), store.put(b"inner"))
    second.add_fragment("outer", Dependencies((), ["inner"]), store.put(b"outer"))
    second.add_fragment("other", Dependencies((), ()), store.put(b"other"))
    site = Site(store, "a")
    parts = site.written(first, second, third)
    standing = site.standing(parts)
    assert standing.units == {"a.html"}
    assert known_of(standing, "inner", "outer", "other") == {"inner", "outer", "other"}
    again = site.standing(standing.parts)  # now joined
    assert (again.units, known_of(again, "inner", "outer", "other")) == (standing.units, {"inner", "outer", "other"})
    site.changed = {"paper/x"}
    for known in (parts, standing.parts):
        fallen = site.standing(known)
        assert fallen.units == set()
        assert known_of(fallen, "inner", "outer", "other") == {"other"}


def test_who_uses_a_piece_is_looked_at_more_closely_only_where_its_mark_says_so(store, monkeypatch):
    """Two names may have one mark: that never makes anything stand, and nothing fall."""
    monkeypatch.setattr(notes_module, "crc32", lambda name: 1)
    monkeypatch.setattr(standing_module, "mark", notes_module.mark)
    first = notes_of()
    first.add_fragment("fallen", Dependencies(["paper/x"], ()), store.put(b"text"))
    first.add_fragment("sound", Dependencies((), ()), store.put(b"text"))
    site = Site(store, "a", "b")
    parts = site.written(first, notes_of("a", fragments=["fallen"]), notes_of("b", fragments=["sound"]))
    site.changed = {"paper/x"}
    standing = site.standing(parts)
    assert (standing.units, known_of(standing, "fallen", "sound")) == ({"b.html"}, {"sound"})


def shared_by(*names: str) -> BuildLog:
    """Pages that have a frame, in which there is a menu."""
    menu = Dependencies(["site/menu"], ())
    frame = Dependencies(["site/title"], ["logo"], {"menu": menu})
    notes = notes_of("other")
    for name in names:
        notes.add_unit(f"{name}.html", Dependencies([f"paper/{name}"], (), {"frame": frame}), ())
    return notes


def test_what_is_made_once_for_several_is_noted_once(store):
    site = Site(store, "a", "b", "other")
    (part,) = site.written(shared_by("a", "b"))
    notes = read(part, store)
    assert notes
    assert list(notes.shared) == ["menu", "frame"]  # each after what it was made from
    assert notes.units["a.html"] == (("plan/a.html", "paper/a"), (), ("frame",))
    assert site.standing([part]).units == {"a.html", "b.html", "other.html"}


@pytest.mark.parametrize("fact", ["site/menu", "site/title"])
def test_what_has_a_share_in_something_falls_with_it(store, fact):
    site = Site(store, "a", "b", "other")
    parts = site.written(shared_by("a", "b"))
    site.changed = {fact}
    standing = site.standing(parts)
    assert standing.units == {"other.html"}
    (part,) = standing.parts
    assert part
    left = read(part, store)
    assert left
    assert left.shared == {}  # nobody has a share in it any more


def test_what_has_a_share_in_a_piece_noted_elsewhere_falls_with_it(store):
    first = notes_of()
    first.add_fragment("logo", Dependencies(["file/logo"], ()), store.put(b"<svg>"))
    site = Site(store, "a", "b", "other")
    parts = site.written(first, shared_by("a", "b"))
    assert site.standing(parts).units == {"a.html", "b.html", "other.html"}
    site.changed = {"paper/a"}
    standing = site.standing(parts)
    assert standing.units == {"b.html", "other.html"}
    site.changed = {"file/logo"}
    assert site.standing(parts).units == {"other.html"}
    assert site.standing([part for part in standing.parts if part]).units == {"other.html"}


def damage(site: Site, tmp_path: Path, wanted: bytes) -> None:
    site.fragments.close()
    file = tmp_path / "kept" / "fragments-x.0"
    before = file.read_bytes()
    assert wanted in before
    at = before.rindex(wanted)
    file.write_bytes(before[:at] + b"?" + before[at + 1 :])


def test_where_what_tells_of_changes_is_damaged_nothing_stands(store, tmp_path):
    site = Site(store, "a", "b")
    parts = site.written(notes_of("a"), notes_of("b"))
    damage(site, tmp_path, store.get(parts[1].summary) or b"")
    standing = site.standing(parts)
    assert (standing.units, standing.parts, standing.problems) == (set(), [], [])


def test_where_the_details_are_damaged_nothing_stands_if_they_are_wanted(store, tmp_path):
    site = Site(store, "a", "b")
    parts = site.written(notes_of("a"), notes_of("b"))
    damage(site, tmp_path, store.get(parts[1].details) or b"")
    standing = site.standing(parts)
    assert (standing.units, standing.parts) == ({"a.html", "b.html"}, [None])  # they could not be joined
    site.changed = {"paper/b"}
    standing = site.standing(parts)
    assert (standing.units, standing.parts) == (set(), [])


def test_it_is_told_when_notes_cannot_be_written(store, monkeypatch):
    site = Site(store, "a", "b", "c")
    parts = site.written(notes_of("a", "b"), notes_of("c"))
    site.changed = {"paper/a"}
    monkeypatch.setattr(FragmentStore, "put", lambda self, data: None)
    standing = site.standing(parts)
    assert (standing.units, standing.parts) == ({"b.html", "c.html"}, [None, parts[1]])


def test_problems_are_said_again_while_they_are_where_they_were(store):
    problem = Problem(Place("pages", 1, 1), "links to nowhere", "warning")
    notes = BuildLog()
    notes.add_unit("a.html", Dependencies((), ()), [problem])
    site = Site(store, "a")
    notes.tell(site.fingerprints())
    parts = [notes.written(store)]
    assert site.standing(parts).problems == [problem]
    site.plan[0] = site.plan[0]._replace(place=Place("pages", 7, 1))
    assert site.standing(parts).units == set()


def test_many_small_edits_leave_few_parts(store, monkeypatch):
    """The order of parts stays, since later ones build on earlier ones."""
    monkeypatch.setattr(standing_module, "SMALL", 30)  # of a unit three things are noted: two facts, and itself
    names = [f"n{number}" for number in range(100)]
    site = Site(store, *names)
    parts = site.written(*(notes_of(name) for name in names))
    standing = site.standing(parts)
    assert len(standing.parts) == 10
    told = [name for part in standing.parts for name in getattr(read(part, store), "units", ())]
    assert told == [f"{name}.html" for name in names]
    assert site.standing(standing.parts).parts == standing.parts


def test_files_are_written_anew_when_most_of_them_is_of_no_use(store, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces_module, "WASTE", 100)
    notes = notes_of("a")
    notes.add_fragment("of-use", Dependencies((), ()), store.put(b"keep this"))
    notes.add_fragment("not kept", Dependencies((), ()), None)
    site = Site(store, "a")
    parts = site.written(notes)
    store.flush()
    assert tidied(parts, store) is parts
    for number in range(100):
        store.put(f"text {number} that nobody wants".encode())
    store.flush()
    (part,) = tidied(parts, store)
    standing = site.standing([part])
    assert standing.units == {"a.html"}
    assert store.get(standing.spans.get("of-use") or b"") == b"keep this"
    assert sum(path.stat().st_size for path in (tmp_path / "kept").iterdir()) == part.size


def test_nothing_is_lost_where_the_new_files_cannot_be_written(store, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces_module, "WASTE", 0)
    site = Site(store, "a")
    parts = site.written(notes_of("a"))
    store.put(b"waste" * 1000)
    store.flush()
    monkeypatch.setattr(
        FragmentStore, "anew", lambda self: FragmentStore(Path(tmp_path / "kept" / "fragments-x.0" / "no-folder"))
    )
    assert tidied(parts, store) == parts
    assert site.standing(parts).units == {"a.html"}


def test_notes_that_were_looked_through_do_not_stay_in_memory(store):
    """Builds do without the search for cycles."""
    notes = BuildLog()
    notes.add_unit("papers/a", Dependencies({"paper/a"}, {}, {"shared": Dependencies({"paper/b"}, {})}), ())
    notes.add_fragment("entry/a", Dependencies({"paper/a"}, {}, {"shared": Dependencies({"paper/b"}, {})}), None)
    notes.tell(defaultdict(bytes))
    gone = weakref.ref(notes)
    gc.disable()
    try:
        notes.standing({"paper/b"}, set(), set())
        del notes
        assert gone() is None
    finally:
        gc.enable()
