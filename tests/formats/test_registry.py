"""A new format is one row of the registry: exported, offered in pages, checked and imported without another edit."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT, write_files

from scholarfolio.build.command import Options, build
from scholarfolio.check import run_checks
from scholarfolio.cli import main
from scholarfolio.content.models import Paper
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected
from scholarfolio.formats.registry import FORMATS, Format, Writer, find_format, writer_of
from scholarfolio.values.names import Name

CONTENT = {
    "profile.yaml": "name: Ada Lovelace\n",
    "topics.yaml": "engines: Engines\n",
    **{
        f"papers/{name}.yaml": f"title: On {name.title()}\nauthors: [Ada Lovelace]\ndate: 184{number}\ntopics: [engines]\n"
        for number, name in enumerate(("cards", "engines", "looms", "numbers", "threads"))
    },
}


def read_cards(texts: Mapping[str, str], owner: Name | None) -> list[Parsed]:
    """Reads files of lines such as ``card looms: On Looms``."""
    return [read_file(source, text) for source, text in texts.items()]


def read_file(source: str, text: str) -> Parsed:
    records, rejected = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.fullmatch(r"card (\w+): (.+)", line):
            records.append(ImportedRecord(match[1], {"title": match[2]}, number))
        elif line:
            rejected.append(Rejected(number, "is no card"))
    return Parsed(source, tuple(records), tuple(rejected))


def write_card(paper: Paper) -> str:
    return f"card {paper.id}: {paper.title.plain}\n"


CARDS = Format("cards", "Index cards", (".cards", ".cds"), "text/x-cards", re.compile("^card ", re.MULTILINE))
WRITER = Writer(write_card, between="\n", before="\n", after="\n", for_groups=True)


@pytest.fixture
def registered(monkeypatch, request) -> Format:
    row = CARDS._replace(**request.param)
    monkeypatch.setitem(FORMATS, "cards", row)
    return row


@pytest.fixture
def site(registered, tmp_path) -> Path:
    write_files(tmp_path / "content", CONTENT)
    build(Options(tmp_path / "content", tmp_path / "site", strict=True))
    return tmp_path / "site"


written = pytest.mark.parametrize(
    "registered", [{"writer": WRITER}, {"writer": WRITER, "reader": read_cards}], indirect=True, ids=["write", "both"]
)
readable = pytest.mark.parametrize(
    "registered",
    [{"reader": read_cards}, {"writer": WRITER, "reader": read_cards}],
    indirect=True,
    ids=["read", "both"],
)
read_only = pytest.mark.parametrize("registered", [{"reader": read_cards}], indirect=True)
write_only = pytest.mark.parametrize("registered", [{"writer": WRITER}], indirect=True)
both = pytest.mark.parametrize("registered", [{"writer": WRITER, "reader": read_cards}], indirect=True)


def faults(site: Path) -> list[tuple[str, str]]:
    """Paths and messages of what a check of the site finds about exports."""
    problems = run_checks(site).errors
    return [
        (Path(problem.place.path).relative_to(site).as_posix(), problem.message)
        for problem in problems
        if "[exports-" in problem.message
    ]


# --- written --------------------------------------------------------------------------------------------------------


@written
def test_a_format_with_a_writer_is_exported(site):
    assert (site / "papers" / "looms.cards").read_text("utf-8") == "\ncard looms: On Looms\n\n"
    assert (site / "papers.cards").read_text("utf-8").split() == (
        "card threads: On Threads card numbers: On Numbers card looms: On Looms "
        "card engines: On Engines card cards: On Cards"
    ).split()
    assert (site / "topics" / "engines.cards").is_file()


@written
def test_a_format_with_a_writer_is_offered_in_pages(site):
    paper = BeautifulSoup((site / "papers" / "looms.html").read_text("utf-8"), "html.parser")
    assert "card looms: On Looms" in paper.select_one(".cite:last-of-type").get_text()
    assert paper.select_one('a[href$="papers/looms.cards"][download]')
    assert paper.select_one('link[rel=describedby][type="text/x-cards"]')["title"] == "Index cards"
    listing = BeautifulSoup((site / "papers" / "index.html").read_text("utf-8"), "html.parser")
    option = listing.select_one("option[value=cards]")
    assert (option.get_text(), option["data-suffix"]) == ("Index cards", ".cards")
    script = (site / "papers" / option["data-src"]).read_text("utf-8")
    assert script.startswith('scholarfolioExport("cards", {"threads": "card threads: On Threads\\n", ')
    assert script.endswith('}, "\\n", "\\n", "\\n");\n')


@written
def test_a_sound_export_passes_the_check_and_a_missing_one_is_told(site):
    assert faults(site) == []
    (site / "papers" / "looms.cards").unlink()
    assert faults(site) == [("papers/looms.cards", "is not there [exports-exist]")]


@write_only
def test_an_export_that_cannot_be_read_back_must_look_like_its_format(site):
    (site / "papers" / "looms.cards").write_text("", "utf-8")
    (site / "papers" / "cards.cards").write_text("card cards: Of Another Title\n", "utf-8")
    assert faults(site) == [("papers/looms.cards", "does not look like Index cards [exports-parse]")]


@both
def test_an_export_that_can_be_read_back_is_judged_by_what_it_holds(site):
    (site / "papers" / "looms.cards").write_text("{broken", "utf-8")
    (site / "papers" / "cards.cards").write_text("card cards: Of Another Title\n", "utf-8")
    (site / "papers" / "threads.cards").write_text("", "utf-8")
    assert faults(site) == [
        ("papers/looms.cards", "is no card [exports-parse]"),
        ("papers/threads.cards", "has no paper in it [exports-parse]"),
        ("papers/cards.cards", 'has other titles than cards.bib, which has "oncards" [exports-agree]'),
    ]


# --- read -----------------------------------------------------------------------------------------------------------


@readable
@pytest.mark.parametrize("name", ["my.cards", "MY.CDS", "my-cards.txt", ""])
def test_a_format_with_a_reader_is_imported(registered, tmp_path, name, capsys):
    source = tmp_path / "sources" / (name or "my.cds")
    write_files(tmp_path / "sources", {source.name: "card looms: On Looms\nnonsense\n"})
    arguments = ["new", str(tmp_path / "mine"), "--name", "Ada Lovelace", "--from"]
    assert main([*arguments, str(source if name else source.parent)]) == 0
    assert f"{source}:2: not imported: is no card\n2 entries: 1 records, 1 reported\n" in capsys.readouterr().out
    record = (tmp_path / "mine" / "content" / "papers" / "looms.yaml").read_text("utf-8")
    assert yaml.safe_load(record) == {"title": "On Looms"}


@read_only
def test_a_format_without_a_writer_is_neither_exported_nor_checked(site):
    assert not list(site.rglob("*cards"))
    assert not list(site.rglob("export-cards.js"))
    assert "Index cards" not in (site / "papers" / "looms.html").read_text("utf-8")
    (site / "notes.cards").write_text("nonsense", "utf-8")
    assert faults(site) == []
    with pytest.raises(LookupError, match="no paper can be written as Index cards"):
        writer_of("cards")


@write_only
def test_a_format_without_a_reader_is_not_imported(registered, tmp_path, capsys):
    (tmp_path / "my.cards").write_text("card looms: On Looms\n", "utf-8")
    status = main(["new", str(tmp_path / "mine"), "--name", "Ada Lovelace", "--from", str(tmp_path / "my.cards")])
    assert status == 1
    assert "is in no format that can be imported: BibTeX, RIS or CSL-JSON is expected" in capsys.readouterr().err


def test_what_writes_does_not_load_what_reads():
    program = "import sys, scholarfolio.formats.exports; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = [name for name in done.stdout.split() if name.startswith("scholarfolio.formats")]
    assert "scholarfolio.formats.ris.writer" in loaded
    assert not [name for name in loaded if name.endswith((".reader", ".record_builder", ".texts"))]


# --- files that share an ending -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "registered", [{"writer": WRITER, "suffixes": (".xml",), "shared_suffix": True}], indirect=True
)
def test_files_of_other_kinds_with_the_same_ending_are_no_exports(site):
    (site / "sitemap.xml").write_text("<urlset/>", "utf-8")
    (site / "topics" / "looms.xml").write_text("<feed/>", "utf-8")
    (site / "papers" / "looms.xml").write_text("<feed/>", "utf-8")
    assert faults(site) == [("papers/looms.xml", "does not look like Index cards [exports-parse]")]


def test_the_longest_ending_tells_the_format(monkeypatch):
    monkeypatch.setitem(FORMATS, "cards", CARDS._replace(suffixes=(".cards.json",), reader=read_cards))
    assert find_format("my.cards.json", "[]") is FORMATS["cards"]
    assert find_format("my.json", "[]") is FORMATS["csl-json"]
