"""A new site is published as its workflows say: their files are sound, and their steps lead to a site that is fine."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from checkouts import PYTHON, ROOT, commit_all, copy_checkout, git, typed
from workflows import HAS_BASH, Runner, StepError, run_github, run_gitlab

TOOLS = PYTHON.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with a paper, made in a copy of this checkout that is no repository: it carries the program."""
    if not HAS_BASH:
        pytest.skip("the program is called from bash")
    folder = tmp_path_factory.mktemp("new")
    checkout = copy_checkout(folder / "checkout")
    (folder / "my.bib").write_text("@misc{engines, title={On Engines}, author={Ada Lovelace}, year=1843}\n", "utf-8")
    done = typed(f'{PYTHON} build.py new ../site --name "Ada Lovelace" --from ../my.bib', checkout)
    assert done.returncode == 0, done.stderr
    assert "the program comes from the site's own folder program/, because" in done.stdout
    return folder / "site"


def lint(*words: object) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# --- the files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["new", "own"])
def test_workflow_files_are_what_their_hosts_read(site, which):
    root = site if which == "new" else ROOT
    check = [TOOLS / "check-jsonschema", "--builtin-schema"]
    lint(*check, "vendor.github-workflows", *(root / ".github/workflows").iterdir())
    lint(*check, "vendor.dependabot", root / ".github/dependabot.yml")
    if which == "new":
        lint(*check, "vendor.gitlab-ci", root / ".gitlab-ci.yml")


@pytest.mark.parametrize("which", ["new", "own"])
def test_workflows_have_no_known_weakness(site, which):
    """Pinned actions, least permissions, no text of others in a shell, no credentials left behind."""
    root = site if which == "new" else ROOT
    lint(TOOLS / "zizmor", "--offline", "--quiet", "--persona=pedantic", "--collect=all", root / ".github")


@pytest.mark.parametrize("which", ["new", "own"])
def test_two_jobs_publish_and_no_push_breaks_off_another(site, which):
    root = site if which == "new" else ROOT
    workflow = yaml.safe_load((root / ".github/workflows/pages.yml").read_text("utf-8"))
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert jobs["deploy"]["needs"] == "build"
    steps = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert steps.index("scholarfolio check") > steps.index('scholarfolio build --url "$SITE_URL"')
    assert "upload-pages-artifact" in jobs["build"]["steps"][-1]["uses"]


def test_the_repository_s_own_workflow_needs_no_index_for_the_program():
    text = (ROOT / ".github/workflows/pages.yml").read_text("utf-8")
    assert '- run: python -m pip install ".[pictures]"' in text


def test_a_fork_runs_no_tests_of_content_that_is_not_its_own():
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]
    assert {job["if"] for job in jobs.values()} == {"${{ !github.event.repository.fork }}"}


# --- their steps ----------------------------------------------------------------------------------------------------

steps = pytest.mark.skipif(not HAS_BASH, reason="the steps are written for bash")


@pytest.fixture(scope="module")
def runner(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A machine that publishes the new site; the repository is one beside it."""
    return hosted(site, tmp_path_factory.mktemp("host"))


def hosted(site: Path, folder: Path) -> Runner:
    commit_all(site)
    git(folder, "clone", "--quiet", "--bare", str(site), "host.git")
    git(site, "remote", "add", "host", str(folder / "host.git"))
    return Runner(folder / "host.git", folder)


def run(action: Callable[[Runner], None], runner: Runner) -> None:
    """Run a workflow; where packages cannot be had, that is a skip outside continuous integration."""
    try:
        action(runner)
    except StepError as failed:
        if "pip install" in str(failed) and "connection" in str(failed).lower() and not os.environ.get("CI"):
            pytest.skip("installing needs an index of packages, which cannot be reached")
        raise


@steps
@pytest.mark.slow
def test_the_steps_for_github_publish_a_site_that_check_passes(site, runner):
    run(run_github, runner)
    published = runner.published
    assert "On Engines" in (published / "papers/engines.html").read_text("utf-8")
    assert f"{runner.address}/papers/engines.html" in (published / "sitemap.xml").read_text("utf-8")
    assert any("nothing to mend" in text for text in runner.log)
    assert not runner.restored
    run(run_github, runner)
    assert runner.restored, "the next run has the cache of this one"


@steps
@pytest.mark.slow
def test_the_steps_for_gitlab_publish_the_same_site(site, runner):
    run(run_github, runner)
    github = {path.relative_to(runner.published): path.read_bytes() for path in runner.published.rglob("*.html")}
    run(run_gitlab, runner)
    assert {
        path.relative_to(runner.published): path.read_bytes() for path in runner.published.rglob("*.html")
    } == github


@steps
@pytest.mark.slow
def test_what_check_finds_is_not_published(site, runner, tmp_path):
    run(run_github, runner)
    before = (runner.published / "index.html").read_bytes()
    page = site / "content/pages/notes.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Notes\n\n[gone](gone.html)\n", "utf-8")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message=A dead link")
    git(site, "push", "--quiet", "host", "main")
    try:
        for action in (run_github, run_gitlab):
            with pytest.raises(StepError, match="gone"):
                action(runner)
        assert (runner.published / "index.html").read_bytes() == before
    finally:
        git(site, "reset", "--quiet", "--hard", "HEAD~1")
        git(site, "push", "--quiet", "--force", "host", "main")


@steps
@pytest.mark.slow
def test_a_site_of_a_pushed_checkout_installs_that_commit_and_nothing_else(tmp_path, monkeypatch):
    """A local repository has the address of one on GitHub, so that pip clones it as it would there."""
    checkout = copy_checkout(tmp_path / "checkout")
    commit = commit_all(checkout)
    git(tmp_path, "clone", "--quiet", "--bare", str(checkout), "program.git")
    address = "https://github.com/ada/scholarfolio"
    git(checkout, "remote", "add", "origin", address)
    git(checkout, "update-ref", "refs/remotes/origin/main", commit)
    done = typed(f'{PYTHON} build.py new ../site --name "Ada Lovelace"', checkout)
    assert done.returncode == 0, done.stderr
    pinned = f"scholarfolio[pictures] @ git+{address}@{commit}"
    assert f"requirements.txt installs {pinned}" in done.stdout
    assert (tmp_path / "site/requirements.txt").read_text("utf-8").splitlines()[-1] == pinned
    assert not (tmp_path / "site/program").exists()
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.file://{tmp_path}/program.git.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", address)
    (tmp_path / "host").mkdir()
    runner = hosted(tmp_path / "site", tmp_path / "host")
    run(run_github, runner)
    assert "Ada Lovelace" in (runner.published / "index.html").read_text("utf-8")


def test_a_new_site_s_workflows_install_what_its_requirements_name_and_nothing_by_name_alone(site):
    for name in (".github/workflows/pages.yml", ".gitlab-ci.yml"):
        lines = re.findall(r"pip install .*", (site / name).read_text("utf-8"))
        assert lines == ["pip install -r requirements.txt"]
    requirement = (site / "requirements.txt").read_text("utf-8").splitlines()[-1]
    assert re.fullmatch(
        r"\./program/scholarfolio-\S+\.whl\[pictures\]|scholarfolio\[pictures\] @ git\+https://\S+@[0-9a-f]{40}",
        requirement,
    )
