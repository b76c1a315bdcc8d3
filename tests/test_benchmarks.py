"""The benchmarks: what they measure is a sound site, the same one each time, and their report says what was found."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import pytest

from benchmarks import (
    __main__,
    chart,
    compare,
    extras,
    figures,
    generate,
    given,
    machine,
    measure,
    ours,
    profile,
    reading,
    report,
    suite,
)
from benchmarks.peers import Peer, eleventy, files, hugo, pelican
from scholarfolio.build.command import Options, build
from scholarfolio.content.reader import read_document
from scholarfolio.values.problems import Problems


def test_the_same_number_and_seed_invent_the_same_papers() -> None:
    assert generate.invented(20, 3) == generate.invented(20, 3)
    assert generate.invented(20, 3).papers != generate.invented(20, 4).papers


def test_what_is_written_is_read_back_as_invented(tmp_path: Path) -> None:
    library = generate.invented(60)
    generate.write(library, tmp_path / "content")
    papers = (tmp_path / "content" / "papers").iterdir()
    read = {path.stem: read_document(path, path.name, Problems()).data for path in papers}
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
    found = given.given(site / "content", site / "site")
    assert [paper["weight"] for paper in found.papers] == list(range(1, 13))
    assert all(slug in found.terms["topics"] for paper in found.papers for slug in paper["topics"])
    pages = sum(len(terms) for terms in found.terms.values())
    assert pages == compare.census(site / "site").files["topic, year, author or venue"]


def test_the_frame_of_a_page_is_all_around_its_main_part(site: Path) -> None:
    frames = given.given(site / "content", site / "site").frames
    assert set(frames) == {"papers", "topics", "years", "authors", "venues", "list", "home", "cv", "missing"}
    assert all("<main" not in before and "</footer>" in after for before, after in frames.values())


@pytest.mark.parametrize(
    ("peer", "templates"),
    [
        (hugo.Hugo(Path("hugo")), "layouts/page.html layouts/term.html layouts/home.html"),
        (eleventy.Eleventy(Path("modules"), "3"), "src/paper.11ty.js src/group.11ty.js src/home.11ty.js"),
        (pelican.Pelican(Path("python")), "templates/paper.html templates/group.html templates/home.html"),
    ],
)
def test_a_peers_project_has_its_templates_and_every_paper(
    site: Path, tmp_path: Path, peer: Peer, templates: str
) -> None:
    found = given.given(site / "content", site / "site")
    project = tmp_path / "project"
    peer.prepare(found, site / "site", project)
    assert all((project / name).exists() for name in templates.split())
    assert any(project.rglob("style.css"))
    written = "".join(f.read_text("utf-8") for f in project.rglob("*") if f.suffix in (".md", ".json") and f.is_file())
    assert all(f'"{paper["id"]}"' in written for paper in found.papers)
    assert str(tmp_path / "out") in " ".join(peer.command(project, tmp_path / "out"))


def test_what_only_scholarfolio_does_is_switched_on_and_off_again(site: Path) -> None:
    settings = site / "content/site.yaml"
    extras.plain(site)
    before = settings.read_text("utf-8")
    with extras.references(site):
        assert "citation_style: apa" in settings.read_text("utf-8")
    with extras.cards(site):
        assert "cards: all" in settings.read_text("utf-8")
        assert not (site / extras.ICON).exists()
    assert settings.read_text("utf-8") == before
    assert (site / extras.ICON).exists()


def test_pictures_are_put_into_a_site_and_taken_out_again(site: Path) -> None:
    pytest.importorskip("PIL")
    paper = min((site / "content/papers").iterdir())
    before = paper.read_text("utf-8")
    with extras.pictures(site):
        assert paper.read_text("utf-8").endswith("alt: Circles of many colours}\n")
        assert list((site / "content/files").glob("*.jpg"))
    assert paper.read_text("utf-8") == before
    assert not (site / "content/files").exists()


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
    stopped = measure.run([sys.executable, "-c", "while True: pass"], tmp_path, 0.5)
    assert (stopped.failure, stopped.stopped) == ("not done after 0 s", True)


def test_what_a_process_shares_with_one_it_just_began_is_not_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    families = iter([[1], [1, 2], [1, 2], [1, 2]])
    monkeypatch.setattr(measure, "_family", lambda pid: next(families))
    monkeypatch.setattr(measure, "_proportional", lambda pid: 10)
    assert measure._memory(1) == 0
    assert measure._memory(1) == 20


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
    assert "of the time that Hugo takes, scholarfolio takes from nothing 0.50 with 1,000 papers." in text
    assert "| 1,000 papers from nothing: at most 0.5 of Hugo's time | 0.50 |" in text
    assert "10,000 papers from nothing" not in text
    assert "A floor for an edit" not in text
    assert (tmp_path / "images" / report.CHART).read_text("utf-8").startswith("<svg")


def test_the_report_says_what_is_known_where_hugo_was_stopped(tmp_path: Path) -> None:
    made = found()
    made.row(100_000, ours.NAME, suite.COLD).add(measure.Run(300.0, 500.0, 1_400_000_000))
    made.row(100_000, "Hugo", suite.COLD).add(measure.Run(1000.0, failure="not done after 1,000 s", stopped=True))
    report.write(made, tmp_path / "benchmarks.md")
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "| 100,000 papers from nothing: at most 0.5 of Hugo's time | below 0.30 |" in text
    assert "| 100,000 papers from nothing: at most 1.5 GB | 1.40 |" in text
    made.row(100_000, "Hugo", suite.COLD).add(measure.Run(5.0, failure="ended by the system, which was out of memory"))
    report.write(made, tmp_path / "benchmarks.md")
    assert "100,000 papers from nothing: at most 0.5" not in (tmp_path / "benchmarks.md").read_text("utf-8")


def test_the_report_says_what_an_edit_would_take_if_nothing_had_to_be_told_apart(tmp_path: Path) -> None:
    made = found()
    made.row(1000, ours.NAME, suite.PAPER).add(measure.Run(0.8))
    made.edit_profiles["1000"] = {profile.NOTES: 0.3, profile.TEMPLATES: 0.1}
    report.write(made, tmp_path / "benchmarks.md")
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "the rest would still take, of Hugo's time, 0.10 with 1,000 papers." in text


def test_the_report_says_what_a_small_site_takes_before_anything_is_done(tmp_path: Path) -> None:
    made = found()
    made.profiles["1000"] = {profile.LOADING: 0.1, profile.TEMPLATES: 0.2, profile.NOTES: 0.3}
    report.write(made, tmp_path / "benchmarks.md")
    text = (tmp_path / "benchmarks.md").read_text("utf-8").replace("\n", " ")
    assert "With 1,000 papers that takes 0.10 s, 0.05 of Hugo's time for all of its work" in text
    assert "filling of templates it is 0.15." in text


def test_a_run_reports_from_its_beginning(tmp_path: Path) -> None:
    """The report is written at each step, also before the first figure is known."""
    report.write(figures.Figures(machine=machine.facts()), tmp_path / "benchmarks.md")
    assert "## From nothing" in (tmp_path / "benchmarks.md").read_text("utf-8")


def test_figures_are_kept_and_read_again(tmp_path: Path) -> None:
    made = found()
    made.save(tmp_path / "figures.json")
    assert figures.Figures.load(tmp_path / "figures.json") == made


def test_without_figures_there_is_nothing_to_report_again(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="begin with: make bench"):
        __main__._figures(tmp_path / ".results.json")


def test_a_median_counts_and_a_failure_ends_a_row() -> None:
    row = figures.Row(36, "Hugo", suite.COLD)
    for wall in (1.0, 9.0, 2.0):
        row.add(measure.Run(wall))
    assert row.wall == 2.0
    other = figures.Row(36, ours.NAME, suite.COLD, [measure.Run(wall) for wall in (3.0, 9.0)])
    assert other.times(row) == 2.0, "runs that were made in turn are compared"
    row.add(measure.Run(failure="broke"))
    assert other.times(row) is None
    assert (row.wall, row.why_not) == (None, "broke")


def test_names_in_the_chart_do_not_lie_on_each_other() -> None:
    lines = [chart.Line(name, ((36, 0.1), (1000, 1.0 + number / 100))) for number, name in enumerate("abc")]
    heights = sorted(float(part.split('"')[3]) for part in chart.svg(lines).split("<text")[1:] if 'style="fill' in part)
    assert all(second - first >= 15 for first, second in itertools.pairwise(heights))


def test_a_page_is_weighed_alone_and_with_what_it_loads(site: Path) -> None:
    found = reading.measure(site / "site", 12, browser=False)
    assert found["no browser"] == "a browser takes too long at this size"
    for page in ("home", "list", "paper"):
        weights = found["pages"][page]
        assert 0 < weights["page"] < weights["with_all"]


def test_queries_are_words_names_slips_phrases_and_filters_of_the_papers(site: Path) -> None:
    papers = json.loads((site / "site/papers.json").read_text("utf-8"))
    found = list(reading.queries(papers, 12))
    assert found == list(reading.queries(papers, 12))
    assert sum(query.startswith('"') for query in found) == 2
    assert sum(" author:" in query and " year:" in query for query in found) == 2
