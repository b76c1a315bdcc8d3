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
def open_files(tmp_path):
    """Opens the files of a folder as a build does, after one that has saved their digests."""
    folder = tmp_path / "content"
    folder.mkdir()

    def open_files(*whole) -> SourceFiles:
        files = SourceFiles([folder], whole, Store(tmp_path / "cache", b"program"), "inputs")
        files.total_digest()
        files.save()
        return SourceFiles([folder], whole, Store(tmp_path / "cache", b"program"), "inputs")

    open_files.folder = folder
    return open_files


@pytest.mark.parametrize(("grain", "has_digest"), [(LONG_AGO, True), (source_files.GRAIN * 1000, False)])
def test_a_digest_is_stored_once_no_later_file_can_have_the_same_stamp(open_files, monkeypatch, grain, has_digest):
    """Also where somebody gave it an old time: its entry in the folder is as young as before."""
    path = open_files.folder / "a.yaml"
    path.write_text("title: A\n")
    os.utime(path, (1e9, 1e9))
    monkeypatch.setattr(source_files, "GRAIN", grain)
    assert (open_files().known_digest(str(path)) is not None) is has_digest


def test_another_file_of_one_name_has_no_digest_yet(open_files, monkeypatch):
    monkeypatch.setattr(source_files, "GRAIN", LONG_AGO)
    path = open_files.folder / "a.yaml"
    path.write_text("title: A\n")
    assert open_files().known_digest(str(path))
    path.write_text("title: B\n")
    assert (
        SourceFiles(
            [open_files.folder], [], Store(open_files.folder.parent / "cache", b"program"), "inputs"
        ).known_digest(str(path))
        is None
    )


def test_what_is_hidden_counts_only_in_folders_that_count_as_a_whole(open_files, tmp_path):
    theme = tmp_path / "theme"
    for folder in (open_files.folder, theme):
        folder.mkdir(exist_ok=True)
        (folder / ".hidden").write_text("x")
        (folder / "shown").write_text("x")
    files = open_files(theme)
    assert files.paths_below(open_files.folder) == {str(open_files.folder / "shown")}
    assert files.paths_below(theme) == {str(theme / ".hidden"), str(theme / "shown")}
    before = files.total_digest()
    (open_files.folder / ".hidden").write_text("other")
    assert open_files(theme).total_digest() == before
    (theme / ".hidden").write_text("other")
    assert open_files(theme).total_digest() != before
