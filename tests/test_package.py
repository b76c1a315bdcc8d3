"""The package as others get it: a wheel with the theme inside, used in a folder that holds only ``content/``."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(word) for word in words], cwd=cwd, capture_output=True, text=True, env=environment, check=False
    )


def distributions_imported() -> set[str]:
    """The distributions from elsewhere that the program's modules import, wherever in them, by their names on PyPI."""
    modules = set()
    for path in (ROOT / "scholarfolio").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(str(node.module).split(".")[0])
            elif isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
    providers = importlib.metadata.packages_distributions()
    elsewhere = modules - sys.stdlib_module_names - {"scholarfolio"}
    return {providers.get(module, [module])[0].lower().replace("_", "-") for module in elsewhere}


def test_what_is_installed_with_the_program_is_what_it_imports():
    """What only the tests need comes with the extra "test"; what only some sites need, with an extra of its own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^\w-]", requirement.lower())[0] for requirement in requirements}

    needed, always = distributions_imported(), names(project["dependencies"])
    optional = set().union(*(names(extras[extra]) for extra in extras.keys() - {"test", "dev"}))
    assert always <= needed
    assert needed - always - optional <= {"markupsafe", "pypandoc"}  # Jinja brings the one, "csl" the other


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    if done.returncode and "hatchling" in done.stderr and not os.environ.get("CI"):
        pytest.skip("building a wheel needs hatchling from PyPI, which cannot be reached")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_theme_and_nothing_that_is_not_the_program(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "scholarfolio/theme/templates/base.html" in names
    assert "scholarfolio/theme/static/style.css" in names
    assert "scholarfolio/importing/site_files/pages.yml" in names
    assert {"scholarfolio/languages/zh-Hans.yaml", "scholarfolio/languages/zh-Hans.json"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"scholarfolio"}


def test_an_installed_program_builds_a_folder_that_holds_only_content(wheel, tmp_path, content):
    venv.create(tmp_path / "venv", system_site_packages=False, with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    done = run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("installing needs PyPI, which cannot be reached")
    assert done.returncode == 0, done.stderr
    content("papers/a.yaml", "title: On $\\alpha$\ndate: 2020\nsummary: Some *words*.\n")
    done = run(scripts / "scholarfolio", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 paper" in done.stdout
    assert (tmp_path / "site/static/style.css").stat().st_size > 1000
    assert "<math" in (tmp_path / "site/papers/a.html").read_text("utf-8")
    done = run(scripts / "scholarfolio", "new", "mine", "--name", "Ada Lovelace", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    requirement = (tmp_path / "mine/requirements.txt").read_text("utf-8").splitlines()[-1]
    assert requirement.startswith("./program/scholarfolio-"), "nobody else could get a file from this disk"
    done = run(scripts / "scholarfolio", "build", "--strict", cwd=tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    assert "Ada Lovelace" in (tmp_path / "mine/site/index.html").read_text("utf-8")
