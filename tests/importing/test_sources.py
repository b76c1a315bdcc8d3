"""Sources: an address names a file, a folder or a service; a new kind of source is one row of a table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import write_files

from scholarfolio.cli import main
from scholarfolio.formats.parsed import ImportedRecord, Parsed
from scholarfolio.formats.registry import FORMATS
from scholarfolio.importing.importer import import_papers
from scholarfolio.importing.source import Source, SourceText
from scholarfolio.importing.sources import SOURCES
from scholarfolio.values.problems import Place, Problems, Stop

BIB = "\n@article{looms, title={On Looms}, year=1844}\n"
RIS = "TY  - JOUR\nID  - engines\nTI  - On Engines\nER  - \n"


def new(folder: Path, *sources: str) -> int:
    """Runs ``new`` to fill a site from sources; gives its exit status."""
    arguments = (argument for source in sources for argument in ("--from", source))
    return main(["new", str(folder), "--name", "Ada Lovelace", *arguments])


def origins(*addresses: str) -> dict[str, str]:
    return {record.id: str(record.origin) for record in import_papers(addresses).records}


def problems(*addresses: str) -> list[str]:
    with pytest.raises(Stop) as stop:
        import_papers(addresses)
    return [str(problem) for problem in stop.value.problems]


# --- files and folders ----------------------------------------------------------------------------------------------


def test_each_record_says_in_which_file_and_line_it_was_found(tmp_path):
    write_files(tmp_path, {"my/a.bib": BIB, "my/b.RIS": RIS, "my/c.txt": "nothing", "my/d.bib/e.bib": BIB})
    found = {"looms": f"{tmp_path}/my/a.bib:2", "engines": f"{tmp_path}/my/b.RIS:1"}
    assert origins(f"{tmp_path}/my") == origins(f"folder:{tmp_path}/my") == found
    assert origins(f"{tmp_path}/my/a.bib", f"FILE:{tmp_path}/my/b.RIS") == found


@pytest.mark.parametrize("name", ["doi:10.5555", "file:x", "C:\\papers.bib", "a: b.bib", "nowhere:x.bib"])
def test_what_exists_is_a_file_whatever_its_name_looks_like(tmp_path, name, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        write_files(tmp_path, {name: BIB})
    except OSError:
        pytest.skip("no file of this system can be called so")
    assert origins(name) == {"looms": f"{name}:2"}


@pytest.mark.parametrize("path", ["C:\\papers.bib", "c:/papers.bib", "./my:papers.bib", "missing.bib", "my papers: 1"])
def test_a_path_to_nothing_is_a_file_that_cannot_be_read(path):
    assert problems(path) == [f"{path}: cannot be read: No such file or directory"]


def test_an_unknown_kind_of_source_is_told_with_those_that_there_are():
    told = 'there is no such file, and no kind of source called "gopher"; there are file, folder'
    assert problems("gopher:papers") == [f"gopher:papers: {told}"]
    told = 'there is no such file, and no kind of source called "foldr"; did you mean "folder"?'
    assert problems("Foldr:papers") == [f"Foldr:papers: {told}"]


def test_folders_without_papers_and_folders_taken_for_files_are_told(tmp_path):
    assert problems(str(tmp_path)) == [
        f"{tmp_path}: the folder holds no file ending in .bib, .bibtex, .json or .ris",
    ]
    assert problems(f"file:{tmp_path}") == [f"{tmp_path}: cannot be read: Is a directory"]
    assert problems(f"folder:{tmp_path}/x") == [f"{tmp_path}/x: cannot be read: No such file or directory"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_folder_that_nobody_may_enter_is_told(tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir(mode=0)
    assert problems(f"{folder}/my.bib") == [f"{folder}/my.bib: cannot be read: Permission denied"]
    assert problems(f"folder:{folder}") == [f"{folder}: cannot be read: Permission denied"]


# --- a source of one's own ------------------------------------------------------------------------------------------


def ask_library(address: str, problems: Problems) -> Iterator[SourceText | Parsed]:
    """A service that has one answer in RIS, and another in no format of the registry."""
    name = f"library:{address}"
    if address == "engines":
        yield SourceText(name, FORMATS["ris"], RIS)
    elif address == "looms":
        record = ImportedRecord("looms", {"title": "On Looms", "doi": "10.5555/looms", "volume": "1"}, 0, ("was old",))
        yield Parsed(name, (record,))
    elif address != "nothing":
        problems.error(Place(name), "the library knows no such paper")


@pytest.fixture
def library(monkeypatch) -> None:
    monkeypatch.setitem(SOURCES, "library", Source("library", ask_library))


@pytest.mark.usefixtures("library")
def test_a_new_site_is_filled_from_a_source_that_is_a_row_of_the_table(tmp_path, capsys):
    write_files(tmp_path, {"my.bib": "@article{cards, title={On Cards}}"})
    assert new(tmp_path / "mine", "library:looms", str(tmp_path / "my.bib"), "library:engines") == 0
    papers = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in tmp_path.rglob("papers/*.yaml")}
    assert papers == {
        "cards": {"title": "On Cards", "type": "article"},
        "engines": {"title": "On Engines", "type": "article"},
        "looms": {"title": "On Looms", "volume": 1, "doi": "10.5555/looms"},
    }
    assert capsys.readouterr().out.startswith("library:looms: was old\n3 entries: 3 records, 0 reported\n")


@pytest.mark.usefixtures("library")
def test_records_of_a_service_say_so():
    assert origins("library:looms", "library:engines") == {"looms": "library:looms", "engines": "library:engines:1"}


@pytest.mark.usefixtures("library")
def test_what_a_source_cannot_give_stops_the_import(tmp_path, capsys):
    assert new(tmp_path / "mine", "library:looms", "library:secrets") == 1
    assert capsys.readouterr().err == "library:secrets: the library knows no such paper\n"
    assert not (tmp_path / "mine").exists()
    assert problems("library:nothing") == ["library:nothing: holds no entries"]
