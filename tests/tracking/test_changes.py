"""ChangeDetector: a fingerprint of a whole kind never hides a change, and spares working out those of its answers."""

from __future__ import annotations

import tempfile
from pathlib import Path

from changing_sites import ChangingSite, steps, two_papers
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scholarfolio.build.command import Options, build
from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.build.last_build import BuildCache
from scholarfolio.build.record_cache import RecordCache
from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import INDEXES
from scholarfolio.catalog.outputs import units
from scholarfolio.tracking.changes import NO_FINGERPRINT, ChangeDetector, Fingerprinted, SiteFingerprint
from scholarfolio.values.problems import Problems


def fingerprints_of(site: ChangingSite) -> tuple[Fingerprints, list[str]] | None:
    """A site's fingerprints, and the names of the dependencies that exist."""
    cache = BuildCache(site.root / "content", site.root / "site")
    papers = RecordCache(cache.store, cache.source_files)
    planned = plan_site(site.root / "content", site.url, Problems(), papers.read)
    papers.save()
    if planned is None:
        return None
    all_units, catalog = units(planned.plan), planned.catalog
    names = [f"{kind}/{paper_id}" for kind in ("paper", "beside") for paper_id in catalog.ids]
    names += [f"group/{index}/{key}" for index in INDEXES for key in catalog.groups(index)]
    names += [f"plan/{unit}" for unit in all_units]
    return Fingerprints(planned, papers.fingerprints, cache.source_files, all_units), names


def by_kind(fingerprints: Fingerprints, names: list[str]) -> dict[str, Fingerprinted]:
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(name.partition("/")[0], []).append(name)
    return {
        kind: Fingerprinted(tuple(of_kind), tuple(map(fingerprints.__getitem__, of_kind)))
        for kind, of_kind in kinds.items()
    }


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=4))
@example([("write", "content/papers/a.yaml", "title: Paper a\ntopics: [engines]\ndate: 2020\nabstract: Coal.\n")])
@example(
    [("write", "content/topics.yaml", "engines: Engines\n"), ("write", "content/topics.yaml", "engines: Motors\n")]
)
@example(
    [
        ("write", "content/venues.yaml", "notes: {name: Notes}\n"),
        ("write", "content/papers/a.yaml", "title: Paper a\nvenue: Notes\n"),
    ]
)
@example([("write", "content/people.yaml", "ada: {name: Paper a}\n"), ("rename", "b", "z")])
def test_fingerprints_of_whole_kinds_hide_no_change(tmp_path, changes):
    site = ChangingSite(Path(tempfile.mkdtemp(dir=tmp_path)))
    before = fingerprints_of(site)
    for step in changes:
        site.change(step)
        after = fingerprints_of(site)
        if before and after:
            dependencies, now = by_kind(*before), after[0]
            one_by_one = ChangeDetector(now).changed(dependencies)
            assert ChangeDetector(now, now.of_site(), before[0].of_site()).changed(dependencies) == one_by_one
        before = after


def test_after_an_edit_few_answers_are_compared(content, tmp_path, monkeypatch):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site", jobs=1))
    worked_out: list[str] = []
    original = Fingerprints.__missing__
    monkeypatch.setattr(Fingerprints, "__missing__", lambda self, name: worked_out.append(name) or original(self, name))
    content("papers/a.yaml", "title: First\ndate: 2020\ntopics: [engines]\nauthors: [Ada Lovelace]\nabstract: Coal.\n")
    build(Options(folder, tmp_path / "site", jobs=1))
    assert "paper/a" in worked_out
    assert not {"plan/topics/looms", "group/topics/looms", "plan/years/1990"} & set(worked_out)


def test_where_no_kind_is_unchanged_every_answer_is_compared():
    now = SiteFingerprint({"plan": b"1", "paper": b"2"}, {"a": b"3"})
    dependencies = {
        "plan": Fingerprinted(("plan/a", "plan/b"), (b"old", b"old")),
        "paper": Fingerprinted(("paper/a",), (b"old",)),
        "site": Fingerprinted(("site/title",), (b"new",)),
    }
    fingerprints = dict.fromkeys(("plan/a", "paper/a", "site/title"), b"new") | {"plan/b": b"old"}
    for before in (NO_FINGERPRINT, SiteFingerprint({"plan": b"0", "paper": b"0"}, {"a": b"3"})):
        assert ChangeDetector(fingerprints, now, before).changed(dependencies) == {"plan/a", "paper/a"}


def test_papers_are_not_compared_where_neither_they_nor_the_rest_of_their_kind_changed():
    dependencies = {"paper": Fingerprinted(("paper/a", "paper/b", "paper/c"), (b"old",) * 3)}
    fingerprints = dict.fromkeys(dependencies["paper"].names, b"new")
    before, now = (
        SiteFingerprint({"paper": b"1"}, {"a": b"1", "b": b"1"}),
        SiteFingerprint({"paper": b"1"}, {"a": b"1", "b": b"2"}),
    )
    assert ChangeDetector(fingerprints, now, before).changed(dependencies) == {"paper/b", "paper/c"}
    assert ChangeDetector(fingerprints, now._replace(kinds={"paper": b"2"}), before).changed(dependencies) == set(
        dependencies["paper"].names
    )
