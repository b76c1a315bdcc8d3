"""Incremental builds: whatever was changed since the last build, the result is that of a build from nothing."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import starmap
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from changing_sites import ChangingSite, steps, two_papers
from conftest import ROOT
from folders import contents
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scholarfolio.build import fork, large_sites, last_build, pool, record_cache, scheduler
from scholarfolio.build.command import Options, build
from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.build.last_build import BuildCache
from scholarfolio.build.record_cache import RecordCache
from scholarfolio.build.scheduler import Unit
from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import INDEXES, Catalog, Group
from scholarfolio.catalog.outputs import Output, units
from scholarfolio.content.collections import entry_collections
from scholarfolio.content.models import Records
from scholarfolio.formats.exports import Exporter
from scholarfolio.formats.registry import FORMATS
from scholarfolio.render.renderer import Rendered, Renderer
from scholarfolio.render.search import index as search_index
from scholarfolio.tracking import chunks, source_files
from scholarfolio.tracking.fragments import FragmentStore
from scholarfolio.tracking.queries import PART_OF, Queries
from scholarfolio.tracking.store import CACHE, Store
from scholarfolio.values.problems import Place, Problems, Stop


@pytest.mark.parametrize("grain", [0, source_files.GRAIN])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=2, max_size=6))
@example([("write", "content/site.yaml", "url: https://example.org/x\n"), ("url", "https://ada.example")])
@example([("touch",), ("write", "content/papers/c.yaml", "title: Paper c\ntopics: [engines]\ndate: 2019\n")])
def test_an_incremental_build_equals_one_from_nothing(tmp_path, monkeypatch, grain, changes):
    """Also where files were damaged, in the site and in the cache; and it reports the same problems."""
    monkeypatch.setattr(source_files, "GRAIN", grain)
    for name, size in (("LEAST", 1), ("MOST", 3), ("BEGINS", 2)):  # so that even a few papers are in several chunks
        monkeypatch.setattr(chunks, name, size)
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        site = ChangingSite(Path(folder))
        out = site.root / "site"
        site.build(out)
        for step in changes:
            site.change(step)
            problems, built = site.build(out)
            expected_problems, expected = site.built_from_nothing()
            assert problems == expected_problems
            assert built == expected
            assert site.build(out) == (problems, built), "once more, with nothing changed"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=4))
@example([("write", "content/papers/c.yaml", "title: Paper c\ntopics: [engines]\ndate: 2019\n")])
def test_an_answer_that_is_part_of_a_larger_dependency_changes_its_fingerprint(tmp_path, changes):
    site = ChangingSite(Path(tempfile.mkdtemp(dir=tmp_path)))

    def answers_and_fingerprints() -> dict[str, tuple[str, bytes]]:
        """Each such answer, and the fingerprint of the larger dependency."""
        planned = plan_site(site.root / "content", site.url, Problems())
        if planned is None:
            return {}
        catalog, answers = planned.catalog, planned.queries().answers
        fingerprints = Fingerprints(
            planned, {}, BuildCache(site.root / "content", tmp_path / "site").source_files, units(planned.plan)
        )
        keys = {
            "paper": list(catalog.by_id),
            "beside": list(catalog.by_id),
            "group": [f"{index}/{key}" for index in INDEXES for key in catalog.groups(index)],
        }
        return {
            f"{kind}/{key}": (repr(answers[kind](key)), fingerprints[f"{larger}/{key}"])
            for kind, larger in PART_OF.items()
            for key in keys[larger]
        }

    before = answers_and_fingerprints()
    for change in changes:
        site.change(change)
        after = answers_and_fingerprints()
        for name in before.keys() & after.keys():
            assert before[name][0] == after[name][0] or before[name][1] != after[name][1], name
        before = after


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The paths of the outputs that are rendered from now on."""
    paths: list[str] = []
    original = Renderer.render

    def render(self: Renderer, output: Output) -> Rendered:
        paths.append(output.path)
        return original(self, output)

    monkeypatch.setattr(Renderer, "render", render)
    return paths


def test_only_what_shows_an_edited_paper_is_made_again(content, tmp_path, rendered):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site"))
    rendered.clear()
    content("papers/a.yaml", "title: First\ndate: 2020\ntopics: [engines]\nauthors: [Ada Lovelace]\nabstract: Coal.\n")
    built = build(Options(folder, tmp_path / "site"))
    assert {"papers/a.html", "papers/a.bib", "topics/engines.html", "years/2020.html", "papers.bib"} <= set(rendered)
    assert not {
        path for path in rendered if path.startswith(("papers/b.", "topics/looms", "years/1990", "static/s"))
    } - {
        # its page names its neighbour, and the rest is made together with it
        *(f"papers/b.{suffix}" for suffix in ("html", "bib", "ris", "json")),
        "static/search-index.js",
    }
    assert built.written.new == built.written.deleted == 0


@pytest.mark.parametrize(
    "jobs", [1, pytest.param(3, marks=pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked"))]
)
def test_an_edited_paper_makes_one_chunk_of_what_lists_all_papers_anew(content, tmp_path, monkeypatch, jobs):
    """Also where several processes made the fragments of each chunk ahead."""
    monkeypatch.setattr(large_sites, "LARGE", 10)
    for module in (pool, record_cache, scheduler):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads the tests have
    monkeypatch.setattr(chunks, "LEAST", 3)
    monkeypatch.setattr(chunks, "MOST", 3)
    for number in range(12):
        folder = content(f"papers/p{number}.yaml", f"title: Paper {number}\ndate: {2000 + number}\nabstract: Steam.\n")
    build(Options(folder, tmp_path / "site", jobs=jobs))
    calls: list[tuple[str, list[str]]] = []
    block, exported = search_index._papers, Exporter.chunk
    monkeypatch.setattr(
        search_index, "_papers", lambda queries, ids: calls.append(("search", list(ids))) or block(queries, ids)
    )
    monkeypatch.setattr(
        Exporter, "chunk", lambda self, name, ids: calls.append((name, list(ids))) or exported(self, name, ids)
    )
    joined = search_index.joined
    words: list[bytes] = []
    monkeypatch.setattr(search_index, "joined", lambda listed: words.extend(listed) or joined(listed))
    content("papers/p7.yaml", "title: Paper 7\ndate: 2007\nabstract: Coal.\n")
    build(Options(folder, tmp_path / "site", jobs=1))
    assert set(b"".join(words).split(b",")) == {b"", b"coal"}, "of one initial alone the words are joined anew"
    several = sorted((name, ids) for name, ids in calls if len(ids) > 1)
    assert several == sorted((name, ["p8", "p7", "p6"]) for name in ("search", *FORMATS))
    build(Options(folder, tmp_path / "from-nothing", jobs=1))
    assert contents(tmp_path / "site") == contents(tmp_path / "from-nothing")


def test_each_edit_makes_what_depends_on_it(content, tmp_path, rendered):
    """A topic's name, the profile, a template, a stylesheet: none makes everything again."""
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site"))
    expected = {
        "content/topics.yaml": ("engines: Motors\nlooms: Looms\n", "topics/engines.html", "topics/looms.html"),
        "content/profile.yaml": ("name: Ada Lovelace\nbio: Counts.\n", "index.html", "papers/a.html"),
        "templates/group.html": ('{% extends "theme/group.html" %}', "topics/looms.html", "papers/a.html"),
        "static/extra.css": ("body {}", "static/extra.css", "index.html"),
    }
    for name, (text, outdated, reusable) in expected.items():
        rendered.clear()
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        build(Options(folder, tmp_path / "site"))
        assert outdated in rendered, name
        assert reusable not in rendered, name


def test_nothing_is_imported_or_rendered_where_nothing_changed(content, tmp_path):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site"))
    program = (
        "import sys, pathlib; from scholarfolio.build.command import Options, build; a, b = map(pathlib.Path, sys.argv[1:]);"
        "built = build(Options(a, b)); print(built.papers, built.written.unchanged > 20, 'jinja2' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(folder), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["2", "True", "False"]


def test_warnings_are_reported_again_where_nothing_changed(content, tmp_path):
    folder = content("papers/a.yaml", "title: First\ntopics: [undeclared]\nsummary: '[x](nowhere.html)'\n")
    first = build(Options(folder, tmp_path / "site"))
    second = build(Options(folder, tmp_path / "site"))
    assert len([problem for problem in first.problems if problem.severity == "warning"]) == 2
    assert list(second.problems) == list(first.problems)
    with pytest.raises(Stop):
        build(Options(folder, tmp_path / "site", strict=True))


def test_what_another_version_of_the_program_stored_is_not_used(content, tmp_path, monkeypatch, rendered):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "site"))
    count = len(rendered)
    rendered.clear()
    monkeypatch.setattr(last_build, "program_digest", lambda: b"another")
    build(Options(folder, tmp_path / "site"))
    assert len(rendered) == count


def test_on_a_full_disk_nothing_is_cached_and_the_site_is_right(content, tmp_path, monkeypatch):
    folder = two_papers(content)
    build(Options(folder, tmp_path / "usual"))
    shutil.rmtree(tmp_path / CACHE)
    original = Path.open

    def no_space(self: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if "w" in mode and CACHE in self.parts:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", no_space)
    for _ in range(2):
        assert list(build(Options(folder, tmp_path / "site")).problems) == list(
            build(Options(folder, tmp_path / "usual")).problems
        )
    assert contents(tmp_path / "site") == contents(tmp_path / "usual")


def test_what_is_stored_can_hold_no_code(tmp_path):
    store = Store(tmp_path, b"program")
    store.save("value", {"a": [1, b"2", None, ("x", frozenset([3]))], "place": Place("x.yaml", 1)})
    assert store.load("value", [Place]) == {"a": [1, b"2", None, ("x", frozenset([3]))], "place": Place("x.yaml", 1)}
    assert store.load("value") is None, "a class that was not named"
    store.save("value", print)
    assert store.load("value", [Place]) is None


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_builds_at_the_same_time_give_the_right_site(content, tmp_path):
    """Several into one folder and one into another, with an edit while they run."""
    for number in range(12):
        folder = content(f"papers/p{number}.yaml", f"title: Paper {number}\ndate: 2001\nauthors: [Ada Lovelace]\n")
    outs = [tmp_path / "site"] * 3 + [tmp_path / "other"]
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=build, args=(Options(folder, out),)) for out in outs]
    for process in processes:
        process.start()
    content("papers/p3.yaml", "title: Edited\ndate: 2002\n")
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    for out in set(outs):
        build(Options(folder, out))
    shutil.rmtree(tmp_path / CACHE)
    build(Options(folder, tmp_path / "fresh"))
    for out in set(outs):
        assert contents(out) == contents(tmp_path / "fresh")


def test_processes_that_are_started_anew_give_equal_bytes(content, tmp_path, monkeypatch):
    """As on macOS and Windows, where processes are not forked."""
    folder = two_papers(content)
    build(Options(folder, tmp_path / "one", jobs=1))
    monkeypatch.setattr(fork, "FORKS", False)
    build(Options(folder, tmp_path / "two", jobs=2))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_renderers_reach_records_through_queries_alone(content):
    """Whatever can be reached from a renderer, except by way of its queries, is no catalog and no group."""
    site = plan_site(two_papers(content), "", Problems())
    assert site is not None
    renderer = Renderer(site.queries(), site.theme)
    for output in site.plan:
        renderer.render(output)
    assert [type(value).__name__ for value in _reached(renderer) if isinstance(value, (Catalog, Group, Records))] == []


def _reached(start: object) -> Iterator[object]:
    reached, pending = {id(start)}, [start]
    while pending:
        value = pending.pop()
        yield value
        if isinstance(value, FunctionType):  # what it closes over; its module's names are none of ours
            others: Iterable[object] = [cell.cell_contents for cell in value.__closure__ or ()]
        else:
            others = gc.get_referents(value)
        for other in others:
            if id(other) not in reached and not isinstance(other, (Queries, type, ModuleType)):
                reached.add(id(other))
                pending.append(other)


def test_renderers_read_no_file_that_they_did_not_ask_for(tmp_path):
    """Every file of a site that is opened while an output is made, is among the dependencies of the output."""
    site = plan_site(ROOT / "examples/every-field/content", "", Problems())
    assert site is not None
    renderer = Renderer(site.queries(), site.theme)
    for output in site.plan:
        opened.clear()
        _, (dependencies, _, _) = renderer.queries.record(partial(renderer.render, output))
        for path in {str(path) for path in opened if str(path).startswith(f"{ROOT}/examples/")}:
            assert f"file/{path}" in dependencies, (output.path, path)


opened: list[object] = []
sys.addaudithook(lambda event, arguments: opened.append(arguments[0]) if event == "open" else None)


def test_answers_have_one_fingerprint_in_every_process(tmp_path):
    """None of them depends on where an object lies, or in which order a set is gone through."""
    program = (
        "import sys, pathlib\n"
        "from scholarfolio.build.fingerprints import Fingerprints\n"
        "from scholarfolio.build.last_build import BuildCache\n"
        "from scholarfolio.tracking.build_log import BuildLog\n"
        "from scholarfolio.tracking.recorder import CHANCE\n"
        "from scholarfolio.catalog.outputs import units\n"
        "from scholarfolio.build.site import plan_site\n"
        "from scholarfolio.values.problems import Problems\n"
        "from scholarfolio.render.renderer import Renderer\n"
        "content, out = map(pathlib.Path, sys.argv[1:])\n"
        "site = plan_site(content, '', Problems())\n"
        "queries = site.queries()\n"
        "renderer = Renderer(queries, site.theme)\n"
        "all_units = units(site.plan)\n"
        "log = BuildLog()\n"
        "for name, outputs in all_units.items():\n"
        "    make = lambda: [list(renderer.render(output).data) for output in outputs]\n"
        "    log.add_unit(name, queries.record(make)[1], ())\n"
        "for name, fragment in queries.take_fragments().items():\n"
        "    log.add_fragment(name, *fragment)\n"
        "fingerprints = Fingerprints(site, {}, BuildCache(content, out).source_files, all_units)\n"
        "log.add_fingerprints(fingerprints)\n"
        "for dependency in sorted(log.fingerprints.keys() - {CHANCE}):\n"
        "    print(dependency, fingerprints[dependency].hex())\n"
        "print(sorted(fingerprints.of_site().kinds.items()))\n"
    )
    example = shutil.copytree(ROOT / "examples/every-field/content", tmp_path / "example" / "content")
    printed = [
        subprocess.run(
            [sys.executable, "-c", program, str(example), str(tmp_path / "site")],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


def test_what_lists_say_of_papers_is_made_before_anything_else(tmp_path, monkeypatch):
    """On large sites, a chunk of papers at a time. Lists, and pages with related papers, go to no record for it."""
    monkeypatch.setattr(large_sites, "LARGE", 10)
    monkeypatch.setattr(chunks, "LEAST", 3)
    monkeypatch.setattr(chunks, "MOST", 3)
    site = plan_site(ROOT / "examples/every-field/content", "https://example.org", Problems())
    assert site is not None
    parts = scheduler._parts(list(starmap(Unit, units(site.plan).items())), site.catalog, 2)
    ids = site.catalog.ids
    starts = [("papers", first) for first in ids[::3]]
    assert [unit.chunk for part in parts[: len(starts)] for unit in part] == starts
    assert [unit.name for unit in parts[len(starts)]] == [f"/papers/{paper_id}" for paper_id in ids[:3]]
    queries = site.queries()
    queries.fragments = FragmentStore(tmp_path / "fragments")
    renderer = Renderer(queries, site.theme)
    for unit in (unit for part in parts for unit in part if unit.chunk):
        for output in unit.outputs:
            renderer.ahead(output, *(unit.chunk or ()))
    ahead = queries.take_fragments()
    for output in site.plan:
        if (output.traits.lists_papers and output.kind != "paper") or output.in_chunks:
            list(renderer.render(output).data)
    late = queries.take_fragments()
    for output in site.plan:
        if output.kind == "paper":
            renderer.render(output)
    related = [name for name in queries.take_fragments() if name.startswith("entry")]
    queries.fragments.close()
    assert set(late) == {"search/pages", *(f"search/{row.name}" for row in entry_collections())}
    assert related == []
    assert len(ahead) > 8 * len(ids)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked")
@pytest.mark.parametrize("site", ["examples/every-field/content", "tests/sites/broken/content"])
def test_papers_that_several_processes_read_are_as_if_one_had_read_them(site, tmp_path, monkeypatch):
    """Records, fingerprints and, in the same order, problems."""
    for module in (pool, record_cache):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    monkeypatch.setattr(record_cache, "PARALLEL_FROM", 1)
    monkeypatch.setattr(record_cache, "SHARD", 2)
    folder = ROOT / site

    def read(count: int) -> tuple[object, ...]:
        problems, store = Problems(), Store(tmp_path / str(count), b"program")
        papers = RecordCache(store, source_files.SourceFiles([folder], [], store, "inputs"), count)
        site = plan_site(folder, "", problems, papers.read)
        return site and site.catalog.papers, papers.fingerprints, problems.items

    assert read(3) == read(1)
