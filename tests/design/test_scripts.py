"""The scripts of pages: classic ones that work from disk, in one dialect, nothing in them twice."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

SCRIPTS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "static").glob("*.js"))}
CODE = {name: re.sub(r"(?m)//.*$", "", source) for name, source in SCRIPTS.items()}


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize(
    ("other", "instead"),
    [
        (r"\bvar\b", "const or let"),
        (r"\bfunction\s*\(", "an arrow function where a function needs no name"),
        (r"\.then\(|\.catch\(", "await and try"),
        (r"(?m)^\s*(?:import|export)\b|\bimport\(", "a script: modules do not load from disk"),
        (r"\bfetch\(|XMLHttpRequest|\bWorker\(", "a script: nothing else loads from disk"),
        (r"\.innerHTML|\beval\(|\bnew Function\(", "elements and text, which cannot be taken for code"),
    ],
)
def test_one_dialect(name, other, instead):
    assert not re.findall(other, CODE[name]), f"write {instead}"


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name != "scheme.js"])
def test_nothing_but_what_is_shared_is_global(name):
    """Each stands in a function of its own; the one that waits for nothing is a single statement."""
    assert CODE[name].strip().startswith('(() => {\n  "use strict";')
    assert CODE[name].strip().endswith("})();")


@pytest.mark.parametrize(
    "what", ["execCommand(", "clipboard.writeText(", "createObjectURL(", 'createElement("script")']
)
def test_copying_downloading_and_loading_are_written_once(what):
    assert [name for name, code in CODE.items() for _ in range(code.count(what))] == ["site.js"]
