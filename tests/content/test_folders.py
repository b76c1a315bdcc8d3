"""Files that keep their place: `root/`, pages in folders, and the page that stands before the CV."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from scholarfolio.build.command import Options, build
from scholarfolio.check import review, run_checks
from scholarfolio.values.problems import Stop


@pytest.fixture
def site(content, tmp_path):
    """Builds with these files; gives the output folder, or what stops it."""
    content("papers/a.yaml", "title: A\ndate: 2020\n")

    def make(**files: str):
        folder = content("site.yaml", "url: https://example.org\n")
        for name, text in files.items():
            content(name, text)
        try:
            build(Options(folder, tmp_path / "site", strict=True, review=review))
        except Stop as stop:
            return [str(problem) for problem in stop.problems if problem.severity != "note"]
        return tmp_path / "site"

    return make


def page(site, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text("utf-8"), "html.parser")


# --- root/ -----------------------------------------------------------------------------------------------------------


def test_files_in_root_stand_at_the_root_as_they_are(site, content):
    files = {
        "root/google123.html": "google-site-verification: google123.html",
        "root/.well-known/security.txt": "Contact: x",
        "root/favicon.ico": "icon",
        "root/a/b/c.txt": "deep",
    }
    made = site(**files, **{"root/.DS_Store": "x", "root/notes.txt~": "x"})
    for name, text in files.items():
        assert (made / name.removeprefix("root/")).read_text("utf-8") == text
    assert not (made / ".DS_Store").exists()
    assert not (made / "notes.txt~").exists()
    assert "google123" not in (made / "sitemap.xml").read_text("utf-8")
    assert run_checks(made, content("root/a/b/c.txt", "deep")).items == []


def test_a_hidden_file_in_root_that_changes_is_copied_again(site):
    made = site(**{"root/.well-known/x": "one"})
    assert (site(**{"root/.well-known/x": "two"}) / ".well-known/x").read_text() == "two"
    assert (made / ".well-known/x").read_text() == "two"


def test_files_that_hosts_read_may_be_the_author_s(site):
    made = site(**{"root/CNAME": "www.example.org\n", "root/.nojekyll": ""})
    assert (made / "CNAME").read_text() == "www.example.org\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("index.html", "would be written to index.html, which the program itself writes; rename this file"),
        ("robots.txt", "would be written to robots.txt, which the program itself writes; rename this file"),
        ("sitemap.xml", "would be written to sitemap.xml, which the program itself writes; rename this file"),
        ("papers/a.html", "would be written to papers/a.html, which is taken by content/papers/a.yaml:1:1"),
        ("Papers/A.bib", "would be written to Papers/A.bib, which is taken by content/papers/a.yaml:1:1"),
        ("papers", "would be written to papers, but papers is both file and folder"),
        ("robots.txt/x", "would be written to robots.txt/x, but robots.txt is both file and folder"),
        (".scholarfolio.json", "the program keeps files of its own under names that begin with .scholarfolio"),
    ],
)
def test_a_file_in_root_whose_place_is_taken_is_reported(site, name, message):
    assert site(**{f"root/{name}": "x"}) == [f"content/root/{name}: {message}"]


# --- pages in folders ------------------------------------------------------------------------------------------------


def test_a_page_in_a_folder_has_that_folder_in_its_address(site):
    made = site(
        **{
            "pages/teaching/ws20/algebra.md": "# Algebra\n\nSee [the paper](papers/a.html), [[page:teaching/index]].\n",
            "pages/teaching/index.md": "---\nnav: true\n---\n[[page:teaching/ws20/algebra]]\n",
        }
    )
    algebra = page(made, "teaching/ws20/algebra.html")
    assert [a["href"] for a in algebra.select(".prose a")] == ["../../papers/a.html", "../../teaching/index.html"]
    assert algebra.find("link", rel="stylesheet")["href"] == "../../static/style.css"
    index = page(made, "teaching/index.html")
    assert index.h1.get_text() == "Teaching"
    assert [(a["href"], a.get_text()) for a in index.select(".prose a")] == [
        ("../teaching/ws20/algebra.html", "Algebra")
    ]
    assert [a.get_text() for a in page(made, "index.html").select(".menu a") if "teaching" in a["href"]] == ["Teaching"]
    assert "teaching/ws20/algebra.html" in (made / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("index.md", '"index" is a name kept for index pages'),
        ("a b/c.md", '"a b" holds a space, which an address cannot have; try "a-b"'),
        ("papers/index.md", "would be written to papers/index.html, which is taken by scholarfolio"),
        ("a/note.txt", "is not read: only files ending in .md are"),
    ],
)
def test_a_page_whose_place_cannot_be_is_reported(site, name, message):
    (told,) = site(**{f"pages/{name}": "x"})
    assert told.startswith(f"content/pages/{name}")
    assert message.replace("which is taken by scholarfolio", "which") in told


def test_a_page_and_a_paper_of_one_address_are_reported_with_both_places(site):
    assert site(**{"pages/papers/a.md": "x"}) == [
        "content/papers/a.yaml:1:1: would be written to papers/a.html, which is taken by content/pages/papers/a.md:1:1"
    ]


# --- the page before the CV ------------------------------------------------------------------------------------------


def test_a_page_called_cv_stands_before_the_program_s_own(site):
    made = site(
        **{
            "profile.yaml": "name: Ada\nbio: Born in London.\n",
            "pages/cv.md": "---\ndescription: A life in short.\n---\n## Degrees\n\nOne, see [[a]].\n",
        }
    )
    cv = page(made, "cv.html")
    assert [heading.get_text() for heading in cv.main.select("h2")] == ["Degrees", "About", "Publications"]
    assert cv.select_one(".cv-intro a")["href"] == "papers/a.html"
    assert cv.find("meta", {"name": "description"})["content"] == "A life in short."
    assert len([a for a in cv.select(".menu a") if a["href"] == "cv.html"]) == 1


def test_links_in_it_are_checked_as_those_of_others(site):
    assert site(**{"pages/cv.md": "[x](nope.html)"}) == [
        'content/pages/cv.md:1:5: warning: links to "nope.html", which the site does not have'
    ]
