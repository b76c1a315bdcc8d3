"""Store papers: what they hold is what was read, and is held once."""

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


def test_equal_authors_of_kept_papers_are_one_object(content, tmp_path, monkeypatch):
    monkeypatch.setattr(record_cache, "SHARD", 1)
    for name in "abcd":
        folder = content(
            f"papers/{name}.yaml", f"title: {name}\nauthors: [Ada Lovelace, {{name: Bob Lee, equal: true}}]\n"
        )

    def read() -> list[Author]:
        kept = Store(tmp_path, b"program")
        papers = RecordCache(kept, source_files.SourceFiles([folder], [], kept, "inputs"))
        prepared = plan_site(folder, "", Problems(), papers.read)
        papers.save()
        assert prepared
        return [author for paper in prepared.catalog.papers for author in paper.authors.named]

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
    """That its topic is still known does not tell that there is still no PDF beside it."""
    content("topics.yaml", "x: Engines\n")
    folder = content("papers/a.yaml", "title: A\ntopics: [x]\n")

    def read() -> str:
        kept = Store(tmp_path / "kept", b"program")
        papers = RecordCache(kept, source_files.SourceFiles([folder], [], kept, "inputs"))
        prepared = plan_site(folder, "", Problems(), papers.read)
        papers.save()
        assert prepared
        return str(getattr(prepared.catalog.papers[0], field))

    before = read()
    assert read() == before != value
    content(name, text)
    assert read() == value


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked")
@pytest.mark.parametrize("can_keep", [True, False])
def test_processes_keep_what_they_read(content, tmp_path, monkeypatch, can_keep):
    """The one that started them has nothing left to keep; and it reads itself what could not be kept."""
    for module in (pool, record_cache):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    monkeypatch.setattr(record_cache, "TOGETHER_FROM", 1)
    monkeypatch.setattr(record_cache, "SHARD", 2)
    for name in "abcdefgh":
        folder = content(f"papers/{name}.yaml", f"title: {name}\n")
    if not can_keep:
        (tmp_path / "kept").write_text("no folder", "utf-8")
    kept = Store(tmp_path / "kept", b"program")
    papers = RecordCache(kept, source_files.SourceFiles([folder], [], kept, "inputs"), 2)
    prepared = plan_site(folder, "", Problems(), papers.read)
    assert prepared
    assert [paper.title.source for paper in prepared.catalog.papers] == list("abcdefgh")
    if can_keep:
        before = {name: (kept.folder / name).stat().st_ino for name in kept.names()}
        papers.save()
        assert {name: (kept.folder / name).stat().st_ino for name in kept.names()} == before
        assert len(before) > 1
