"""Real titles and abstracts, from a folder that the environment names."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from scholarfolio.text import Tex
from scholarfolio.text.maths.formulas import formulas
from scholarfolio.text.maths.mathml import convert

FOLDER = Path(os.environ.get("SCHOLARFOLIO_CORPUS", "")) / "tex-abstracts"
pytestmark = pytest.mark.skipif(
    "SCHOLARFOLIO_CORPUS" not in os.environ, reason="SCHOLARFOLIO_CORPUS names no folder of real texts"
)
COMMAND = re.compile(r"\\(?:emph|textbf|textit|texttt|url|href|cite|footnote)\b")


def records() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            yield from (record[key] for key in ("title", "authors", "abstract", "comments") if record.get(key))


def abstracts() -> Iterator[str]:
    for path in sorted(FOLDER.rglob("*.abs")):
        yield path.read_bytes().decode("utf-8", "replace").rpartition("\n\\\\\n")[0].rpartition("\n\\\\\n")[2]


def anthology() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.xml")):
        found = BeautifulSoup(path.read_text("utf-8"), "html.parser").find_all(["title", "abstract"])
        for element in found:
            for formula in element.find_all("tex-math"):
                formula.replace_with(f"${formula.get_text()}$")
            yield element.get_text()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = list(dict.fromkeys(text for text in [*records(), *abstracts(), *anthology()] if text.strip()))
    assert len(found) > 1000
    return found


def test_every_text_is_shown_in_every_form(texts):
    """None raises, leaves a known command in its HTML, or loses its letters; all BibTeX forms balance."""
    for source in texts:
        text = Tex(source)
        page = BeautifulSoup(f"<div>{text.blocks}</div>", "html.parser")
        for element in page.select(".tex, math"):
            element.extract()
        assert not COMMAND.search(page.get_text()), source
        assert text.latex.count("{") == text.latex.count("}"), source
        assert len(text.plain) > len(source) / 5, source
        assert text.html


def test_nearly_every_formula_is_understood(texts):
    found = {(formula.tex, formula.display) for source in texts for formula in formulas(source)}
    failed = [tex for tex, display in found if convert(tex, display) is None]
    assert len(found) > 500
    assert len(failed) / len(found) < 0.01, failed
