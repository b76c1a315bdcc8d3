"""A fault of the program itself: reported as one, never taken for an answer, and nothing cached is trusted afterwards."""

from __future__ import annotations

import pytest

from scholarfolio.build.command import Options, build
from scholarfolio.build.fingerprints import Fingerprints
from scholarfolio.cli import main
from scholarfolio.tracking.store import CACHE
from scholarfolio.values.problems import Fault


def broken(self, key):
    return {}[key]


@pytest.mark.parametrize("error", [KeyError, AttributeError, ValueError])
def test_a_fingerprint_that_raises_fails_the_build(content, tmp_path, monkeypatch, error):
    """It must not count as an answer: the same error in the next build would look like "nothing changed"."""
    folder, out = content("papers/a.yaml", "title: First\n"), tmp_path / "site"

    def fail(self, key):
        raise error(key)

    monkeypatch.setattr(Fingerprints, "_beside", fail)
    with pytest.raises(Fault) as fault:
        build(Options(folder, out))
    assert isinstance(fault.value.__cause__, error)
    assert not (out / "index.html").exists()


def test_nothing_cached_is_trusted_after_a_fault(content, tmp_path, monkeypatch):
    folder, out = content("papers/a.yaml", "title: First\n"), tmp_path / "site"
    build(Options(folder, out))
    content("papers/a.yaml", "title: Second\n")
    with monkeypatch.context() as patch:
        patch.setattr(Fingerprints, "_paper", broken)
        with pytest.raises(Fault):
            build(Options(folder, out))
    assert "First" in (out / "papers/a.html").read_text("utf-8")
    assert list((folder.parent / CACHE / "content.kept").iterdir()) == []
    build(Options(folder, out))
    assert "Second" in (out / "papers/a.html").read_text("utf-8")


def test_the_command_line_reports_the_fault_as_the_programs_own(content, tmp_path, monkeypatch, capsys):
    folder = content("papers/a.yaml", "title: First\n")
    monkeypatch.setattr(Fingerprints, "_paper", broken)
    assert main(["build", "--content", str(folder), "--out", str(tmp_path / "site")]) == 1
    message = capsys.readouterr().err
    assert "itself failed (KeyError); your files are not to blame" in message
    assert "fingerprints.py" in message


def test_what_was_deleted_counts_as_changed(content, tmp_path):
    """A missing key, and nothing else, is an answer: "there is none"."""
    folder, out = content("papers/a.yaml", "title: First\ntopics: [x]\n"), tmp_path / "site"
    content("papers/b.yaml", "title: Other\ntopics: [x]\n")
    build(Options(folder, out))
    (folder / "papers/b.yaml").unlink()
    build(Options(folder, out))
    assert "Other" not in (out / "papers/index.html").read_text("utf-8")
    assert not (out / "papers/b.html").exists()
