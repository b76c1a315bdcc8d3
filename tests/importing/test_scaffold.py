"""A new site: small, explained, nobody else's, and complete at once."""

from pathlib import Path

import pytest
import yaml
from PIL import Image

from scholarfolio.build.command import Options, build
from scholarfolio.importing.scaffold import create_site
from scholarfolio.text import Tex
from scholarfolio.values.problems import Stop

BIB = r"""
@article{roth2024, title={{kNN} and $\ell_1$}, author={Roth, K. and Akata, Z.}, year=2024, journal={JMLR},
  eprint={2401.00001}, archiveprefix={arXiv}, primaryclass={cs.LG}, keywords={one, two}}
@inproceedings{other, title={Other}, author={Roth, K. and Koepke, A. Sophia and others}, year=2023, booktitle={ICML}}
@article{other, title={Again}, author={Karsten M. Roth}, year={to appear}}
@misc{broken, title={Open
"""


def content_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file()
    }


def write_bib(folder: Path, text: str = BIB) -> Path:
    path = folder / "my.bib"
    path.write_text(text, "utf-8")
    return path


def test_an_empty_site_is_small_explained_and_the_authors_own(tmp_path):
    create_site(tmp_path / "site", "Ada Lovelace")
    files = content_of(tmp_path / "site")
    assert {name for name in files if not name.startswith("program/")} == {
        "README.md",
        ".gitignore",
        ".github/dependabot.yml",
        ".github/workflows/pages.yml",
        ".gitlab-ci.yml",
        "requirements.txt",
        "content/profile.yaml",
        "content/site.yaml",
        "content/files/.gitkeep",
        "content/papers/.gitkeep",
    }
    assert yaml.safe_load(files["content/profile.yaml"]) == {"name": "Ada Lovelace"}
    assert "# The homepage of Ada Lovelace" in files["README.md"]
    assert "Karsten" not in "".join(text for name, text in files.items() if not name.startswith("program/"))


@pytest.mark.parametrize("sources", [False, True])
def test_a_new_site_builds_at_once_without_a_warning(tmp_path, sources):
    given = [str(write_bib(tmp_path))] if sources else []
    created = create_site(tmp_path / "mine", "Karsten Roth", given)
    content = tmp_path / "mine" / "content"
    built = build(Options(content, tmp_path / "mine" / "site", url="https://roth.example", strict=True))
    assert (built.papers, list(built.problems)) == (created.papers, [])


@pytest.mark.parametrize("suffix", [".ris", ".json"])
def test_what_a_site_exports_fills_a_new_one_with_the_same_papers(tmp_path, own_site, suffix):
    created = create_site(tmp_path / "mine", "Zeynep Akata", [str(own_site.root / f"papers{suffix}")])
    assert created.papers == len(own_site.papers)
    content = tmp_path / "mine" / "content"
    papers = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (content / "papers").glob("*.yaml")}
    for paper in own_site.papers:
        found = papers[paper.id]
        assert Tex(found["title"]).plain == paper.title.plain
        assert found["authors"][: len(paper.authors.named)] == [author.name.display for author in paper.authors.named]
        assert str(found["date"]) == paper.date.iso
    assert build(Options(content, tmp_path / "mine" / "site")).papers == created.papers


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.json", "[{", "broken JSON"),
        ("package.json", '{"name": "x", "version": 3}', "the entry has no title"),
        ("x.ris", "TY  - JOUR\nAU  - Lovelace, Ada\nER  - \n", "no title"),
    ],
)
def test_files_that_hold_no_papers_are_reported_with_their_line(tmp_path, name, text, reason):
    source = tmp_path / name
    source.write_text(text, "utf-8")
    created = create_site(tmp_path / "mine", "Ada Lovelace", [str(source)])
    assert created.papers == 0
    assert any(f"{source}:1: " in line and reason in line for line in created.lines), created.lines


def test_every_commented_line_of_the_profile_works_when_its_sign_is_taken_away(tmp_path):
    create_site(tmp_path / "site", "Ada Lovelace")
    content = tmp_path / "site" / "content"
    Image.new("RGB", (8, 8)).save(content / "files" / "portrait.jpg")
    for name in ("profile.yaml", "site.yaml"):
        lines = (content / name).read_text("utf-8").splitlines()
        used = [
            line.removeprefix("# ")
            for line in lines
            if ": " in line or line.startswith(("#  ", "# links", "# metrics"))
        ]
        kept = [line for line in used if not line.endswith("author list:") and "Take the #" not in line]
        (content / name).write_text("\n".join(kept) + "\n", "utf-8")
    assert "orcid: 0" in (content / "profile.yaml").read_text("utf-8")
    assert not build(Options(content, tmp_path / "out", strict=True, url="https://ada.example")).problems.errors


def test_the_record_in_the_readme_is_one_that_the_site_accepts(tmp_path):
    create_site(tmp_path / "site", "Ada Lovelace")
    readme = (tmp_path / "site" / "README.md").read_text("utf-8")
    record = readme.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "site/content/papers/a-short-name.yaml").write_text(record, "utf-8")
    built = build(Options(tmp_path / "site/content", tmp_path / "out", strict=True, url="https://ada.example"))
    assert built.papers == 1


def test_a_bibliography_fills_the_site_and_everything_is_accounted_for(tmp_path):
    source = write_bib(tmp_path)
    created = create_site(tmp_path / "site", "Karsten Roth", [str(source)])
    files = content_of(tmp_path / "site")
    assert {name for name in files if name.startswith("content/papers/")} == {
        "content/papers/.gitkeep",
        "content/papers/roth2024.yaml",
        "content/papers/other.yaml",
        "content/papers/other-2.yaml",
    }
    assert files["content/papers/roth2024.yaml"] == (
        "title: '{kNN} and $\\ell_1$'\n"
        "authors: [K. Roth, Z. Akata]\n"
        "date: 2024\n"
        "type: article\n"
        "category: cs.LG\n"
        "keywords: [one, two]\n"
        "journal: JMLR\n"
        "arxiv: 2401.00001\n"
    )
    assert "cs.LG: {name: Machine Learning, short: LG}\n" in files["content/topics.yaml"]
    assert created.lines[:4] == [
        f'{source}:5: "other" is taken; this record is called "other-2"',
        f'{source}:5: "to appear" is no date; it was moved to the note',
        f"{source}:6: not imported: broken BibTeX: unexpectedly reached end of file (@misc{{broken, title={{Open)",
        "4 entries: 3 records, 1 reported",
    ]


@pytest.mark.parametrize(
    ("owner", "authors", "aliases"),
    [
        ("Karsten Roth", ["Roth, K. and X Y", "Roth, K."], ["K. Roth"]),
        ("Karsten Roth", ["Roth, K."], None),
        ("Karsten Roth", ["Karsten M. Roth"], ["Karsten M. Roth"]),
        ("Karsten Roth", ["Roth, Kurt", "Roth, Kurt", "Rothe, K.", "Rothe, K."], None),
        ("Karsten Roth", ["Roth, K. and Roth, Karsten", "Roth, K."], None),
        ("Jan de Leeuw", ["De Leeuw, J.", "J. de Leeuw", "De Leeuw, J."], ["J. De Leeuw"]),
        ("Laura Leal-Taixé", [r"L. Leal-Taix{\'e}", "L. Leal-Taixe", "L. Leal-Taixe"], ["L. Leal-Taixe"]),
        ("Alec J. M. Thomson", ["Thomson, AJM", "Thomson, AJM"], ["AJM Thomson"]),
        ("Karsten Roth", ["Karsten Roth", "ROTH, KARSTEN"], None),
        ("Karsten Roth", [r"{\kroth} and X Y", r"\kroth"], ["kroth"]),
    ],
)
def test_the_owner_is_found_under_other_forms_of_the_name(tmp_path, owner, authors, aliases):
    """Only where family name and initials agree, and nobody else in the same list could be meant."""
    text = "\n".join(f"@misc{{k{n}, title={{T{n}}}, author={{{names}}}}}" for n, names in enumerate(authors))
    create_site(tmp_path / "site", owner, [str(write_bib(tmp_path, text))])
    profile = yaml.safe_load((tmp_path / "site/content/profile.yaml").read_text("utf-8"))
    assert profile.get("aliases") == aliases


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(Stop) as stop:
        create_site(tmp_path, "Ada Lovelace")
    message = "is not empty (it holds notes.txt); nothing was written, choose another folder"
    assert [problem.message for problem in stop.value.problems] == [message]
    assert content_of(tmp_path) == {"notes.txt": "mine"}


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "site").write_text("mine", "utf-8")
    with pytest.raises(Stop):
        create_site(tmp_path / "site", "Ada Lovelace")
    assert (tmp_path / "site").read_text("utf-8") == "mine"


def test_an_empty_folder_and_an_empty_clone_will_do(tmp_path):
    (tmp_path / ".git").mkdir()
    create_site(tmp_path, "Ada Lovelace")
    assert (tmp_path / "content/profile.yaml").is_file()


@pytest.mark.parametrize("name", ["", "  ", ",", "{}", "123", "a\x00b"])
def test_a_name_that_is_none_makes_nothing(tmp_path, name):
    with pytest.raises(Stop) as stop:
        create_site(tmp_path / "site", name)
    assert "is not a name" in next(iter(stop.value.problems)).message
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["Roth, Karsten", "Sinéad O'Connor", "#1 Fan", "王小明", "Jan: van der Berg"])
def test_any_name_can_have_a_site(tmp_path, name):
    create_site(tmp_path / "site", name)
    assert build(Options(tmp_path / "site/content", tmp_path / "out")).papers == 0


def test_a_source_that_cannot_be_read_makes_nothing(tmp_path):
    with pytest.raises(Stop) as stop:
        create_site(tmp_path / "site", "Ada Lovelace", [str(tmp_path / "missing.bib")])
    assert [problem.message for problem in stop.value.problems] == ["cannot be read: No such file or directory"]
    assert not (tmp_path / "site").exists()


OWNERS = {
    "leal-taixe_computer-vision": "Laura Leal-Taixé",
    "thomson_astronomy-ADS": "Alec Thomson",
    "rossi_machine-learning_al-folio": "Emanuele Rossi",
    "macleod_gravitational-waves_INSPIRE": "Duncan Macleod",
    "wan_history-zh_al-folio": "Shu Wan",
}


@pytest.mark.parametrize("source", OWNERS)
def test_real_bibliographies_become_sites_that_build(corpus, tmp_path, source):
    created = create_site(tmp_path / "mine", OWNERS[source], [str(corpus / "bib-personal" / source)])
    built = build(Options(tmp_path / "mine/content", tmp_path / "out", url="https://example.org"))
    assert built.papers == created.papers > 20
    assert not built.problems.errors
