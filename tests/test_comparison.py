"""Comparison: what is told of all facts at once never hides one that changed, and spares working out the others."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_incremental import Site, steps, two_papers

from scholarfolio.build.command import Options, build
from scholarfolio.build.fingerprints import Digests
from scholarfolio.build.last_build import Memory
from scholarfolio.build.record_cache import KeptPapers
from scholarfolio.build.site import prepare
from scholarfolio.catalog.catalog import INDEXES
from scholarfolio.catalog.outputs import units
from scholarfolio.tracking.changes import NOTHING, Comparison, Digested, Overall
from scholarfolio.values.problems import Problems


def digests_of(site: Site) -> tuple[Digests, list[str]] | None:
    """The digests of a site's facts, and the names of those that there are."""
    memory = Memory(site.root / "content", site.root / "site")
    papers = KeptPapers(memory.kept, memory.inputs)
    prepared = prepare(site.root / "content", site.url, Problems(), papers.read)
    papers.save()
    if prepared is None:
        return None
    whole, catalog = units(prepared.plan), prepared.catalog
    names = [f"{kind}/{paper_id}" for kind in ("paper", "beside") for paper_id in catalog.ids]
    names += [f"group/{index}/{key}" for index in INDEXES for key in catalog.groups(index)]
    names += [f"plan/{unit}" for unit in whole]
    return Digests(prepared, papers.digests, memory.inputs, whole), names


def digested(digests: Digests, names: list[str]) -> dict[str, Digested]:
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(name.partition("/")[0], []).append(name)
    return {kind: Digested(tuple(found), tuple(map(digests.__getitem__, found))) for kind, found in kinds.items()}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=4))
@example([("write", "content/papers/a.yaml", "title: Paper a\ntopics: [engines]\ndate: 2020\nabstract: Coal.\n")])
@example([("write", "content/people.yaml", "ada: {name: Paper a}\n"), ("rename", "b", "z")])
def test_what_is_told_at_once_hides_no_change(tmp_path, changes):
    site = Site(Path(tempfile.mkdtemp(dir=tmp_path)))
    before = digests_of(site)
    for step in changes:
        site.change(step)
        after = digests_of(site)
        if before and after:
            facts, now = digested(*before), after[0]
            one_by_one = Comparison(now).changed(facts)
            assert Comparison(now, now.overall(), before[0].overall()).changed(facts) == one_by_one
        before = after


def test_after_an_edit_few_answers_are_compared(content, tmp_path, monkeypatch):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site", jobs=1))
    worked_out: list[str] = []
    original = Digests.__missing__
    monkeypatch.setattr(Digests, "__missing__", lambda self, fact: worked_out.append(fact) or original(self, fact))
    content("papers/a.yaml", "title: First\ndate: 2020\ntopics: [engines]\nauthors: [Ada Lovelace]\nabstract: Coal.\n")
    build(Options(folder, tmp_path / "site", jobs=1))
    assert "paper/a" in worked_out
    assert not {"plan/topics/looms", "group/topics/looms", "plan/years/1990"} & set(worked_out)


def test_without_anything_told_before_every_answer_is_compared():
    now = Overall({"plan": b"1", "paper": b"2"}, {"a": b"3"})
    facts = {
        "plan": Digested(("plan/a", "plan/b"), (b"old", b"old")),
        "paper": Digested(("paper/a",), (b"old",)),
        "site": Digested(("site/title",), (b"new",)),
    }
    digests = dict.fromkeys(("plan/a", "paper/a", "site/title"), b"new") | {"plan/b": b"old"}
    for before in (NOTHING, Overall({"plan": b"0", "paper": b"0"}, {"a": b"3"})):
        assert Comparison(digests, now, before).changed(facts) == {"plan/a", "paper/a"}


def test_papers_are_as_before_where_neither_they_nor_what_surrounds_them_changed():
    facts = {"paper": Digested(("paper/a", "paper/b", "paper/c"), (b"old",) * 3)}
    digests = dict.fromkeys(facts["paper"].names, b"new")
    before, now = Overall({"paper": b"1"}, {"a": b"1", "b": b"1"}), Overall({"paper": b"1"}, {"a": b"1", "b": b"2"})
    assert Comparison(digests, now, before).changed(facts) == {"paper/b", "paper/c"}
    assert Comparison(digests, now._replace(kinds={"paper": b"2"}), before).changed(facts) == set(facts["paper"].names)
