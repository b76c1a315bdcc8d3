"""The benchmarks: what they measure is a sound site, the same one each time, and their report says what was found."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from benchmarks import chart, compare, figures, generate, given, measure, ours, report, suite
from benchmarks.peers import files, hugo
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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an invented ``content`` of a few papers and the ``site`` built of it."""
    folder = tmp_path_factory.mktemp("benchmark")
    generate.write(generate.invented(12), folder / "content")
    build(Options(folder / "content", folder / "site"))
    return folder


def test_every_file_of_a_site_is_of_a_known_kind(site: Path) -> None:
    found = compare.census(site / "site")
    assert "other" not in found.files
    assert found.files["paper"] == 12
    assert found.all_files == sum(1 for file in (site / "site").rglob("*") if file.is_file())


def test_peers_are_given_every_paper_newest_first_and_every_group(site: Path) -> None:
    found = given.given(site / "content")
    assert [paper["weight"] for paper in found.papers] == list(range(1, 13))
    assert all(slug in found.terms["topics"] for paper in found.papers for slug in paper["topics"])
    pages = sum(len(terms) for terms in found.terms.values())
    assert pages == compare.census(site / "site").files["topic, year, author or venue"]


def test_the_frame_of_a_page_is_all_around_its_main_part(site: Path) -> None:
    frames = {section: (before, after) for section, before, after in given.frames(site / "site")}
    assert set(frames) == {"papers", "topics", "years", "authors", "venues", "list", "home", "cv", "missing"}
    assert all("<main" not in before and "</footer>" in after for before, after in frames.values())


def test_hugos_project_has_a_page_for_every_paper(site: Path, tmp_path: Path) -> None:
    hugo.Hugo(Path("hugo")).prepare(given.given(site / "content"), site / "site", tmp_path / "project")
    assert len(list((tmp_path / "project/content/papers").glob("*.md"))) == 12 + 1
    assert (tmp_path / "project/layouts/page.html").exists()
    assert (tmp_path / "project/static/static/style.css").exists()


def test_each_edit_changes_what_it_says(site: Path) -> None:
    papers, template = site / "content/papers", site / "templates/paper.html"

    def texts() -> dict[Path, str]:
        return {file: file.read_text("utf-8") for file in (*papers.iterdir(), template)}

    editor = ours.Editor(site)
    before = texts()
    for edit, expected in ((editor.edit_paper, 1), (editor.edit_template, 1), (editor.nothing, 0)):
        edit()
        after = texts()
        assert sum(after[file] != text for file, text in before.items()) == expected
        before = after
    editor.rename_author()
    assert sum("Renata" in text for text in texts().values()) >= 2


def test_a_program_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000))'])"
    run = measure.run([sys.executable, "-c", code], tmp_path, 60)
    assert run.failure == ""
    assert run.wall > 0
    assert run.cpu > 0
    assert run.memory > 1_000_000


def test_a_program_that_fails_or_takes_too_long_says_so(tmp_path: Path) -> None:
    assert measure.run([sys.executable, "-c", "raise SystemExit('no more ink')"], tmp_path, 60).failure == (
        "failed with status 1: no more ink"
    )
    assert measure.run([sys.executable, "-c", "while True: pass"], tmp_path, 0.5).failure == "not done after 0 s"


def test_a_missing_program_is_named() -> None:
    with pytest.raises(files.Missing, match="there is no scholarfolio-that-is-not"):
        files.call(["scholarfolio-that-is-not"])


def found(seconds: float = 1.0) -> figures.Figures:
    """Figures of two tools at one size."""
    made = figures.Figures(machine={"date": "1 May 2026", "processor": "One", "memory": "1 GB", "system": "Linux"})
    made.machine |= {"Python": "3.11", "scholarfolio": "1"}
    for tool, wall in ((ours.NAME, seconds), ("Hugo", 2.0)):
        row = made.row(1000, tool, suite.COLD)
        row.add(measure.Run(wall, 2 * wall, 50_000_000))
        row.files, row.bytes, row.pages = 10, 4_000_000, 5
    made.row(1000, "Pelican", suite.COLD).add(measure.Run(failure="not done after 300 s"))
    return made


def test_the_report_gives_ratios_to_hugo_and_says_who_was_too_slow(tmp_path: Path) -> None:
    report.write(found(), tmp_path / "benchmarks.md")
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "| 1,000 | scholarfolio, nothing kept | 1.00 | 0.50 | 2.00 | 50 | 1.00 | 10 | 4.0 |" in text
    assert "| 1,000 | Pelican | not done after 300 s |" in text
    assert "| 1,000 papers from nothing in at most 0.5 of Hugo's time | 0.50 |" in text
    assert (tmp_path / "images" / report.CHART).read_text("utf-8").startswith("<svg")


def test_figures_are_kept_and_read_again(tmp_path: Path) -> None:
    made = found()
    made.save(tmp_path / "figures.json")
    assert figures.Figures.load(tmp_path / "figures.json") == made


def test_a_median_counts_and_a_failure_ends_a_row() -> None:
    row = figures.Row(36, "Hugo", suite.COLD)
    for wall in (1.0, 9.0, 2.0):
        row.add(measure.Run(wall))
    assert row.wall == 2.0
    row.add(measure.Run(failure="broke"))
    assert (row.wall, row.why_not) == (None, "broke")


def test_names_in_the_chart_do_not_lie_on_each_other() -> None:
    lines = [chart.Line(name, ((36, 0.1), (1000, 1.0 + number / 100))) for number, name in enumerate("abc")]
    heights = sorted(float(part.split('"')[3]) for part in chart.svg(lines).split("<text")[1:] if 'style="fill' in part)
    assert all(second - first >= 15 for first, second in itertools.pairwise(heights))
