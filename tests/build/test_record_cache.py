"""The cache of papers: what comes back is what was read, and equal records are one object."""

from __future__ import annotations

import sys

import pytest

from scholarfolio.build import pool, record_cache
from scholarfolio.build.record_cache import RecordCache
from scholarfolio.build.site import plan_site
from scholarfolio.content.models import Author
from scholarfolio.tracking import source_files
from scholarfolio.tracking.store import Store
from scholarfolio.values.problems import Problems


def test_equal_authors_of_cached_papers_are_one_object(content, tmp_path, monkeypatch):
    monkeypatch.setattr(record_cache, "SHARD", 1)
    for name in "abcd":
        folder = content(
            f"papers/{name}.yaml", f"title: {name}\nauthors: [Ada Lovelace, {{name: Bob Lee, equal: true}}]\n"
        )

    def read() -> list[Author]:
        store = Store(tmp_path, b"program")
        papers = RecordCache(store, source_files.SourceFiles([folder], [], store, "inputs"))
        site = plan_site(folder, "", Problems(), papers.read)
        papers.save()
        assert site
        return [author for paper in site.catalog.papers for author in paper.authors.named]

    assert read() == (again := read())
    assert len(Store(tmp_path, b"program").names()) > 2, "in several shards"
    assert len({id(author) for author in again}) == 2


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("papers/a.pdf", "%PDF-1.4", "pdf", "papers/a.pdf"),
        ("papers/a.yaml", "title: Another\ntopics: [x]\n", "title", "Another"),
    ],
)
def test_a_paper_is_read_anew_once_one_of_its_questions_has_another_answer(content, tmp_path, name, text, field, value):
    """That there still is its topic does not mean that there still is no PDF beside it."""
    content("topics.yaml", "x: Engines\n")
    folder = content("papers/a.yaml", "title: A\ntopics: [x]\n")

    def read() -> str:
        store = Store(tmp_path / "store", b"program")
        papers = RecordCache(store, source_files.SourceFiles([folder], [], store, "inputs"))
        site = plan_site(folder, "", Problems(), papers.read)
        papers.save()
        assert site
        return str(getattr(site.catalog.papers[0], field))

    before = read()
    assert read() == before != value
    content(name, text)
    assert read() == value


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked")
@pytest.mark.parametrize("can_store", [True, False])
def test_processes_store_what_they_read(content, tmp_path, monkeypatch, can_store):
    """The one that started them has nothing left to store; and it reads itself what could not be stored."""
    for module in (pool, record_cache):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    monkeypatch.setattr(record_cache, "PARALLEL_FROM", 1)
    monkeypatch.setattr(record_cache, "SHARD", 2)
    for name in "abcdefgh":
        folder = content(f"papers/{name}.yaml", f"title: {name}\n")
    if not can_store:
        (tmp_path / "store").write_text("no folder", "utf-8")
    store = Store(tmp_path / "store", b"program")
    papers = RecordCache(store, source_files.SourceFiles([folder], [], store, "inputs"), 2)
    site = plan_site(folder, "", Problems(), papers.read)
    assert site
    assert [paper.title.source for paper in site.catalog.papers] == list("abcdefgh")
    if can_store:
        before = {name: (store.folder / name).stat().st_ino for name in store.names()}
        papers.save()
        assert {name: (store.folder / name).stat().st_ino for name in store.names()} == before
        assert len(before) > 1
