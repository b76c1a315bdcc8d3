"""The benchmarks: what they measure is a sound site, and the same one each time."""

from __future__ import annotations

from pathlib import Path

from benchmarks import generate
from scholarfolio.build import Options, build
from scholarfolio.load import read_content
from scholarfolio.problems import Problems


def test_the_same_number_and_seed_invent_the_same_papers() -> None:
    assert generate.invented(20, 3) == generate.invented(20, 3)
    assert generate.invented(20, 3).papers != generate.invented(20, 4).papers


def test_what_is_written_is_read_back_as_invented(tmp_path: Path) -> None:
    library = generate.invented(60)
    generate.write(library, tmp_path / "content")
    read = {document.stem: document.data for document in read_content(tmp_path / "content", Problems()).papers}
    assert set(read) == {paper["id"] for paper in library.papers}
    for paper in library.papers:
        as_text = {name: value for name, value in paper.items() if isinstance(value, str) and name != "id"}
        assert as_text.items() <= read[paper["id"]].items()


def test_an_invented_site_builds_without_a_warning(tmp_path: Path) -> None:
    generate.write(generate.invented(40), tmp_path / "content")
    built = build(Options(tmp_path / "content", tmp_path / "site", strict=True))
    assert (built.papers, list(built.problems)) == (40, [])
