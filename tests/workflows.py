"""Runs what a host of repositories would run for a site, here: a local bare repository stands in for the host.

Each step of a workflow is done in order: ``run`` in the shell and with the variables that the host would use, ``uses``
by a function of this file that does here what the action does there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from checkouts import environment, git


class StepError(AssertionError):
    """A step ended with an error."""


@dataclass
class Runner:
    """One machine of the host, with a Python of its own.

    Attributes:
        repository: the bare repository with the site.
        folder: where this machine keeps everything; outlives one run, as the host's cache does.
        address: where the host will publish the site.
        log: what was printed.
    """

    repository: Path
    folder: Path
    address: str = "https://ada.example.org/papers"
    log: list[str] = field(default_factory=list)
    restored: bool = False

    @property
    def workspace(self) -> Path:
        return self.folder / "work"

    @property
    def python(self) -> Path:
        return self.folder / "python"

    @property
    def published(self) -> Path:
        return self.folder / "published"

    def shell(self, script: str, variables: Mapping[str, str]) -> None:
        """Run the lines of one step."""
        path = f"{self.python / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.workspace,
            capture_output=True,
            text=True,
            env=environment(PATH=path, CI="true", **variables),
            check=False,
        )
        self.log.append(done.stdout + done.stderr)
        if done.returncode:
            raise StepError(f"{script}\n{done.stdout}{done.stderr}")

    def check_out(self) -> None:
        """A fresh clone of the newest commit."""
        shutil.rmtree(self.workspace, ignore_errors=True)
        git(self.folder, "clone", "--quiet", "--depth=1", f"file://{self.repository}", str(self.workspace))

    def set_up_python(self) -> None:
        """A Python without any libraries; one that a former run has filled stays as it was."""
        if not self.python.exists():
            venv.create(self.python, with_pip=True)


# --- GitHub ---------------------------------------------------------------------------------------------------------


def run_github(runner: Runner) -> None:
    """Do all jobs of ``.github/workflows/pages.yml``, as a push does."""
    runner.check_out()
    workflow = yaml.safe_load((runner.workspace / ".github/workflows/pages.yml").read_text("utf-8"))
    outputs: dict[str, str] = {}
    for name in _in_order(workflow["jobs"]):
        job = workflow["jobs"][name]
        if name != "build":  # every job has a machine of its own
            shutil.rmtree(runner.workspace)
        for step in job["steps"]:
            if "run" in step:
                variables = {key: _filled_in(value, outputs) for key, value in step.get("env", {}).items()}
                runner.shell(_filled_in(step["run"], outputs), variables)
            else:
                action = step["uses"].partition("@")[0]
                inputs = {key: _filled_in(str(value), outputs) for key, value in step.get("with", {}).items()}
                results = _ACTIONS[action](runner, inputs, job.get("permissions", {}))
                outputs |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in results.items()}
        if name == "build":
            _save_cache(runner)


def _in_order(jobs: Mapping[str, Any]) -> list[str]:
    return sorted(jobs, key=lambda name: "needs" in jobs[name])


def _filled_in(text: str, outputs: Mapping[str, str]) -> str:
    known = {"github.sha": "0" * 40, **outputs}
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda match: known[match[1]], text)


def _configure_pages(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    assert rights.get("pages") == "read"
    return {"base_url": runner.address}


def _check_out(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    assert rights.get("contents") == "read"
    runner.check_out()
    return {}


def _set_up_python(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    assert inputs["python-version"] >= "3.11"
    runner.set_up_python()
    return {}


def _restore_cache(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    assert inputs["key"].startswith(inputs["restore-keys"])
    kept = runner.folder / "cache"
    runner.restored = kept.is_dir()
    if runner.restored:
        shutil.copytree(kept, runner.workspace / inputs["path"])
    return {}


def _save_cache(runner: Runner) -> None:
    shutil.rmtree(runner.folder / "cache", ignore_errors=True)
    shutil.copytree(runner.workspace / ".scholarfolio-cache", runner.folder / "cache")


def _upload(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    shutil.rmtree(runner.folder / "artifact", ignore_errors=True)
    shutil.copytree(runner.workspace / inputs["path"], runner.folder / "artifact")
    return {}


def _deploy(runner: Runner, inputs: Mapping[str, str], rights: Mapping[str, str]) -> dict[str, str]:
    assert rights == {"pages": "write", "id-token": "write"}
    shutil.rmtree(runner.published, ignore_errors=True)
    shutil.copytree(runner.folder / "artifact", runner.published)
    return {"page_url": runner.address}


_ACTIONS: dict[str, Callable[[Runner, Mapping[str, str], Mapping[str, str]], dict[str, str]]] = {
    "actions/checkout": _check_out,
    "actions/setup-python": _set_up_python,
    "actions/configure-pages": _configure_pages,
    "actions/cache": _restore_cache,
    "actions/upload-pages-artifact": _upload,
    "actions/deploy-pages": _deploy,
}


# --- GitLab ---------------------------------------------------------------------------------------------------------


def run_gitlab(runner: Runner) -> None:
    """Do all jobs of ``.gitlab-ci.yml``, as a push to the default branch does."""
    runner.check_out()
    jobs = yaml.safe_load((runner.workspace / ".gitlab-ci.yml").read_text("utf-8"))
    handed_on = runner.folder / "artifacts"
    shutil.rmtree(handed_on, ignore_errors=True)
    for name in _in_order(jobs):
        job = jobs[name]
        runner.check_out()
        if handed_on.is_dir():
            shutil.copytree(handed_on, runner.workspace, dirs_exist_ok=True)
        variables = {"CI_PAGES_URL": runner.address, "CI_PROJECT_DIR": str(runner.workspace)}
        own = {
            key: value.replace("$CI_PROJECT_DIR", str(runner.workspace))
            for key, value in job.get("variables", {}).items()
        }
        if "image" in job:
            runner.set_up_python()
        for line in job["script"]:
            runner.shell(line, variables | own)
        for path in job["artifacts"]["paths"]:
            shutil.copytree(runner.workspace / path, handed_on / path, dirs_exist_ok=True)
    shutil.rmtree(runner.published, ignore_errors=True)
    shutil.copytree(handed_on / "public", runner.published)


HAS_BASH = os.name != "nt" and shutil.which("bash") is not None
