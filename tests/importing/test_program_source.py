"""A new site is published with the program that made it, from where that came: pinned, and never by a mere name."""

from __future__ import annotations

import json
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from checkouts import commit_all, copy_checkout, git

from scholarfolio.importing import program_source as module
from scholarfolio.importing.program_source import ProgramSource, program_source

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "9" * 64


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Lets the program be installed, with these files beside its metadata."""
    info = tmp_path / "lib/scholarfolio-0.1.0.dist-info"
    info.mkdir(parents=True)
    package = tmp_path / "lib/scholarfolio"
    (package / "theme").mkdir(parents=True)
    monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(module, "default_theme", lambda: package / "theme")
    monkeypatch.setattr(module, "distribution", lambda name: PathDistribution(info))

    def install(version: str = "0.1.0", **files: object) -> ProgramSource:
        (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: scholarfolio\nVersion: {version}\n", "utf-8")
        for name, text in files.items():
            path = info / (f"{name}.json" if name == "direct_url" else name)
            path.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
        return program_source()

    return install


def test_from_an_index_it_is_the_exact_version(installed):
    assert installed(INSTALLER="pip\n").requirement == "scholarfolio[pictures]==0.1.0"


@pytest.mark.parametrize(("version", "files"), [("0.1.0", {}), ("0.1.0+site.abc", {"INSTALLER": "pip\n"})])
def test_a_name_is_used_only_where_an_index_is_known_to_have_it(installed, version, files):
    source = installed(version, **files)
    assert source == ProgramSource(reason="nothing says where it was installed from")


@pytest.mark.parametrize(
    ("note", "requirement"),
    [
        (
            {"url": "https://github.com/ada/scholarfolio", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"scholarfolio[pictures] @ git+https://github.com/ada/scholarfolio@{COMMIT}",
        ),
        (
            {"url": "ssh://git@github.com/ada/s.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"scholarfolio[pictures] @ git+https://github.com/ada/s.git@{COMMIT}",
        ),
        (
            {"url": "https://x.org/s.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}, "subdirectory": "py"},
            f"scholarfolio[pictures] @ git+https://x.org/s.git@{COMMIT}#subdirectory=py",
        ),
        (
            {"url": "https://x.org/s-0.1.0.whl", "archive_info": {"hashes": {"sha256": DIGEST}}},
            f"scholarfolio[pictures] @ https://x.org/s-0.1.0.whl#sha256={DIGEST}",
        ),
    ],
)
def test_from_a_repository_or_a_file_it_is_that_very_one(installed, note, requirement):
    assert installed(direct_url=note, INSTALLER="pip\n").requirement == requirement


@pytest.mark.parametrize(
    "note",
    [
        {"url": "file:///home/ada/scholarfolio", "dir_info": {"editable": True}},
        {"url": "file:///home/ada/scholarfolio", "dir_info": {}},
        {"url": "file:///home/ada/s.whl", "archive_info": {"hashes": {"sha256": DIGEST}}},
        {"url": "https://x.org/s.whl", "archive_info": {}},
        {"url": "https://${TOKEN}@x.org/s.whl", "archive_info": {"hashes": {"sha256": DIGEST}}},
        {"url": "file:///home/ada/s", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
        {"url": "https://x.org/s", "vcs_info": {"vcs": "hg", "commit_id": COMMIT}},
        {"url": "git@ssh.example.edu:ada/s.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
    ],
)
def test_what_others_cannot_get_is_carried(installed, note):
    source = installed(direct_url=note, INSTALLER="pip\n")
    assert source == ProgramSource(reason=f"others cannot get it from {note['url']}")


def test_metadata_of_another_installation_says_nothing(installed, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "elsewhere/scholarfolio")
    monkeypatch.setattr(module, "default_theme", lambda: tmp_path / "elsewhere/scholarfolio/theme")
    assert installed(INSTALLER="pip\n").requirement == ""


# --- a checkout -----------------------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    folder = copy_checkout(tmp_path / "checkout")
    monkeypatch.setattr(module, "PACKAGE", folder / "scholarfolio")
    monkeypatch.setattr(module, "default_theme", lambda: folder)
    return folder


def push(checkout: Path, address: str) -> str:
    """Commit all and let a remote have it; the commit."""
    commit = commit_all(checkout)
    git(checkout, "remote", "add", "origin", address)
    git(checkout, "update-ref", "refs/remotes/origin/main", commit)
    return commit


@pytest.mark.parametrize("address", ["https://github.com/ada/scholarfolio", "git@github.com:ada/scholarfolio"])
def test_a_checkout_that_was_pushed_is_a_repository_at_a_commit(checkout, address):
    commit = push(checkout, address)
    (checkout / "content/profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")  # no part of the program
    assert program_source().requirement == (
        f"scholarfolio[pictures] @ git+https://github.com/ada/scholarfolio@{commit}"
    )


def test_a_checkout_with_changes_is_carried(checkout):
    push(checkout, "https://github.com/ada/scholarfolio")
    (checkout / "templates/own.html").write_text("", "utf-8")
    assert "was changed" in program_source().reason


def test_a_commit_that_was_not_pushed_is_carried(checkout):
    push(checkout, "https://github.com/ada/scholarfolio")
    (checkout / "static/own.css").write_text("", "utf-8")
    commit_all(checkout)
    assert "no public repository" in program_source().reason


@pytest.mark.parametrize(
    "address", ["/srv/git/s.git", "https://ada:secret@x.org/s.git", "git@intern.example.edu:s.git"]
)
def test_a_remote_that_others_cannot_read_is_none(checkout, address):
    push(checkout, address)
    assert "no public repository" in program_source().reason


def test_a_downloaded_folder_is_carried_also_inside_another_repository(checkout):
    assert "no git repository" in program_source().reason
    commit_all(checkout.parent)
    assert "no git repository" in program_source().reason
