"""Kinds of output: a row has everything that the rest of the program needs to know about a kind."""

from __future__ import annotations

import pytest

from scholarfolio.build import pool, scheduler
from scholarfolio.build.command import Options, build
from scholarfolio.catalog import outputs
from scholarfolio.catalog.output_kinds import OUTPUT_KINDS, OutputKind
from scholarfolio.catalog.outputs import PROGRAM, Output
from scholarfolio.render.contexts import CONTEXTS, Context
from scholarfolio.render.contexts.page_context import PageData
from scholarfolio.render.renderer import Renderer


def notes(number):
    """Plans so many outputs of a kind of its own; half of them about one subject each, as groups are."""
    return lambda site: (
        Output(f"notes/{at}.html", "note", PROGRAM, "note.html", f"notes/{at // 2}", parameter=str(at))
        for at in range(number)
    )


@pytest.mark.parametrize("together", [True, False])
def test_a_kind_that_is_added_is_made_by_several_processes(content, tmp_path, monkeypatch, together):
    monkeypatch.setitem(OUTPUT_KINDS, "note", OutputKind(with_subject=together))

    def context(page):
        return PageData(f"Note {page.output.parameter}", {"about": page.output.key})

    monkeypatch.setitem(CONTEXTS, "note", Context(context))
    monkeypatch.setattr(outputs, "PLANNERS", [*outputs.PLANNERS, notes(1000)])
    for module in (scheduler, pool):
        monkeypatch.setattr(module, "forks", lambda: True)  # whatever threads earlier tests left
    folder, out = content("papers/a.yaml", "title: First\n"), tmp_path / "site"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/note.html").write_text(
        '{% extends "base.html" %}{% block content %}<p>About {{ about }}</p>{% endblock %}'
    )
    built = build(Options(folder, out, jobs=2))
    assert built.pages > 1000
    assert "<title>Note 999 · Ada Lovelace</title>" in (out / "notes/999.html").read_text("utf-8")
    assert "<p>About 499</p>" in (out / "notes/999.html").read_text("utf-8")
    again = build(Options(folder, out, jobs=2)).written
    assert (again.new, again.changed) == (0, 0)
    content("profile.yaml", "name: Ada King\n")
    assert build(Options(folder, out, jobs=2)).written.changed > 1000
    assert "Note 7 · Ada King" in (out / "notes/7.html").read_text("utf-8")


def test_every_kind_has_what_makes_it(own_site):
    renderer = Renderer(own_site.prepared.queries(), own_site.prepared.theme)
    for name, kind in OUTPUT_KINDS.items():
        assert (name in CONTEXTS) if kind.maker == "template" else (kind.maker in renderer.makers), name
    assert set(CONTEXTS) == {name for name, kind in OUTPUT_KINDS.items() if kind.maker == "template"}


def test_a_kind_without_a_row_is_a_fault_that_says_so():
    with pytest.raises(KeyError, match='there is no kind of output called "nonsense"'):
        _ = Output("x.html", "nonsense", PROGRAM).traits
