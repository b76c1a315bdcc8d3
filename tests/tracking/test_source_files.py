"""SourceFiles: a file is not read again where nothing can have been written to it since."""

from __future__ import annotations

import os

import pytest

from scholarfolio.tracking import source_files
from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import Store

# A grain with which whatever is there counts as old.
LONG_AGO = -(10**12)


@pytest.fixture
def look(tmp_path):
    """Looks at a folder as a build does: what is remembered, is saved for the next look."""
    folder = tmp_path / "content"
    folder.mkdir()

    def look(*whole) -> SourceFiles:
        files = SourceFiles([folder], whole, Store(tmp_path / "cache", b"program"), "inputs")
        files.total_digest()
        files.save()
        return SourceFiles([folder], whole, Store(tmp_path / "cache", b"program"), "inputs")

    look.folder = folder
    return look


@pytest.mark.parametrize(("grain", "is_known"), [(LONG_AGO, True), (source_files.GRAIN * 1000, False)])
def test_a_file_is_known_once_its_times_tell_it_from_what_is_written_later(look, monkeypatch, grain, is_known):
    """Also where somebody gave it an old time: its entry in the folder is as young as before."""
    path = look.folder / "a.yaml"
    path.write_text("title: A\n")
    os.utime(path, (1e9, 1e9))
    monkeypatch.setattr(source_files, "GRAIN", grain)
    assert (look().known_digest(str(path)) is not None) is is_known


def test_another_file_of_one_name_is_not_known(look, monkeypatch):
    monkeypatch.setattr(source_files, "GRAIN", LONG_AGO)
    path = look.folder / "a.yaml"
    path.write_text("title: A\n")
    assert look().known_digest(str(path))
    path.write_text("title: B\n")
    assert (
        SourceFiles([look.folder], [], Store(look.folder.parent / "cache", b"program"), "inputs").known_digest(
            str(path)
        )
        is None
    )


def test_what_is_hidden_counts_only_in_folders_that_count_as_a_whole(look, tmp_path):
    theme = tmp_path / "theme"
    for folder in (look.folder, theme):
        folder.mkdir(exist_ok=True)
        (folder / ".hidden").write_text("x")
        (folder / "shown").write_text("x")
    files = look(theme)
    assert files.paths_below(look.folder) == {str(look.folder / "shown")}
    assert files.paths_below(theme) == {str(theme / ".hidden"), str(theme / "shown")}
    before = files.total_digest()
    (look.folder / ".hidden").write_text("other")
    assert look(theme).total_digest() == before
    (theme / ".hidden").write_text("other")
    assert look(theme).total_digest() != before
