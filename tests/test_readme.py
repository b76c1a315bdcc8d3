"""README and docs are followed word for word, and name nothing that the program does not know."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from checkouts import PYTHON, ROOT, commit_all, copy_checkout, environment, git, typed
from workflows import HAS_BASH

from scholarfolio import __version__, cli

README = (ROOT / "README.md").read_text("utf-8")
PAGES = (
    ROOT / "README.md",
    ROOT / "examples/README.md",
    ROOT / "scholarfolio/importing/site_files/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
ADDRESS = "https://github.com/YOU/scholarfolio"
TOOLS = "bash cat cp env git git-remote-https git-upload-pack ls make mkdir mktemp rm sed sh touch uname".split()

follows = pytest.mark.skipif(not HAS_BASH, reason="the lines are typed into bash")


def blocks(text: str, language: str = "sh") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.fixture
def github(tmp_path: Path) -> Path:
    """A bare repository that has the address of one's own fork, with this checkout's files in it."""
    commit_all(copy_checkout(tmp_path / "upstream"))
    git(tmp_path, "clone", "--quiet", "--bare", "upstream", "github.git")
    return tmp_path / "github.git"


@pytest.fixture
def shell(tmp_path: Path, github: Path) -> dict[str, str]:
    """The variables of somebody who has nothing installed but Python, make and git."""
    tools, home = tmp_path / "tools", tmp_path / "home"
    tools.mkdir()
    home.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    base = Path(os.path.realpath(PYTHON))
    (tools / "python3").symlink_to(base)
    passed = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    passed |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    author = {name: value for name, value in environment().items() if name.startswith("GIT_")}
    instead = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{github}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }
    return {"PATH": str(tools), "HOME": str(home), "LANG": "C.UTF-8"} | passed | author | instead


def follow(block: str, folder: Path, shell: dict[str, str], answer: str = "") -> subprocess.CompletedProcess[str]:
    """Type a block; where packages cannot be had, that is a skip outside continuous integration."""
    done = typed(f"set -eo pipefail\n{block}", folder, answer, shell)
    if done.returncode and "onnection" in done.stderr and not os.environ.get("CI"):
        pytest.skip("installing needs an index of packages, which cannot be reached")
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@follows
@pytest.mark.slow
def test_the_first_screen_leads_to_both_kinds_of_site(tmp_path, shell, github):
    first_screen = README.partition("## What you get")[0]
    opening, fork, own = blocks(first_screen)
    assert "\nmake test " in opening
    follow(opening.replace("make test ", "make --just-print test "), tmp_path, shell)  # these very tests
    checkout = tmp_path / "scholarfolio"
    assert "Karsten Roth" in (checkout / "site/index.html").read_text("utf-8")
    follow(fork, checkout, shell, answer="y\n")
    assert "Ada Lovelace" in (checkout / "site/index.html").read_text("utf-8")
    assert git(checkout, "status", "--porcelain") == ""
    assert git(github, "rev-parse", "main") == git(checkout, "rev-parse", "HEAD"), "it was pushed"
    assert "name: Ada Lovelace" in git(github, "show", "main:content/profile.yaml")

    done = follow(own, checkout, shell)
    site = tmp_path / "mysite"
    assert "Ada Lovelace" in (site / "site/index.html").read_text("utf-8")
    assert f"scholarfolio[pictures] @ git+{ADDRESS}@" in done.stdout

    install, build = blocks((site / "README.md").read_text("utf-8"))
    shutil.rmtree(site / "site")
    follow(install + build, site, shell)
    assert (site / "site/index.html").is_file()


@follows
@pytest.mark.slow
def test_without_make_it_goes_as_well(tmp_path, shell):
    git(tmp_path, "clone", "--quiet", "github.git", "scholarfolio")
    checkout = tmp_path / "scholarfolio"
    (block,) = blocks(README.partition("### Without make")[2].partition("\n## ")[0])
    follow(block, checkout, shell, answer="y\n")
    assert "name: Ada Lovelace" in (checkout / "content/profile.yaml").read_text("utf-8")
    # the Python of the system, which has none of the libraries, now hands over
    done = follow("python3 build.py --quiet", checkout, shell)
    assert "not installed" not in done.stderr


@follows
def test_a_branch_is_published_as_the_docs_say(tmp_path, shell):
    text = (ROOT / "docs/publish.md").read_text("utf-8")
    (block,) = [block for block in blocks(text) if ".pages.git" in block]
    git(tmp_path, "init", "--quiet", "--bare", "codeberg.git")
    shell["GIT_CONFIG_KEY_0"] = f"url.file://{tmp_path}/codeberg.git.insteadOf"
    shell["GIT_CONFIG_VALUE_0"] = "https://codeberg.org/YOU/papers"
    for word in ("one", "two"):
        (tmp_path / "site").mkdir(exist_ok=True)
        (tmp_path / "site/index.html").write_text(word, "utf-8")
        follow(block, tmp_path, shell)
        assert git(tmp_path / "codeberg.git", "show", "pages:index.html") == word


@follows
def test_an_upgrade_of_a_fork_keeps_its_content(tmp_path):
    """Also where the demonstration changed: git's conflicts in content/ are solved as the docs say."""
    upstream = copy_checkout(tmp_path / "upstream")
    commit_all(upstream)
    git(tmp_path, "clone", "--quiet", "upstream", "fork")
    fork = tmp_path / "fork"
    new = f'{PYTHON} build.py new . --name "Ada Lovelace" --replace --yes'
    assert typed(f"{new} && git add --all && git commit --quiet --message=Mine", fork).returncode == 0
    for name in ("content/profile.yaml", "templates/base.html", next((upstream / "content/papers").iterdir())):
        with (upstream / name).open("a", encoding="utf-8") as file:
            file.write("# newer\n")
    commit_all(upstream)
    upgrade = (ROOT / "docs/publish.md").read_text("utf-8").partition("## Upgrade")[2]
    pull, mine = re.findall(r"`(git [^`]+)`", upgrade)
    pull = f"{pull.replace('https://github.com/OWNER/scholarfolio', str(upstream))} --no-rebase"
    assert "CONFLICT" in typed(pull, fork).stdout
    done = typed(mine, fork)
    assert done.returncode == 0, done.stderr
    assert git(fork, "status", "--porcelain") == ""
    assert "# newer" in (fork / "templates/base.html").read_text("utf-8")
    assert sorted(path.name for path in (fork / "content").iterdir()) == [
        "files",
        "papers",
        "profile.yaml",
        "site.yaml",
    ]
    assert "# newer" not in (fork / "content/profile.yaml").read_text("utf-8")


# --- commands -------------------------------------------------------------------------------------------------------

COMMAND = re.compile(
    r"(?:(?<![\w/-])scholarfolio|bin/scholarfolio|Scripts\\scholarfolio|build\.py) ([a-z]+)((?: [^`\n|&]*)?)"
)


def code(page: Path) -> str:
    """What stands as code on a page, where commands are."""
    text = page.read_text("utf-8")
    blocks = "".join(re.findall(r"```(?:sh|bat)\n(.*?)```", text, re.DOTALL))
    return "\n".join([re.sub(r" #.*", "", blocks), *re.findall(r"(?<!`)`([^`\n]+)`", text)])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documented_commands_are_ones_that_the_program_knows(page, capsys):
    for command, options in COMMAND.findall(code(page)):
        assert command in cli.COMMANDS, (page.name, command)
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        known = capsys.readouterr().out
        for option in re.findall(r"--[a-z-]+", options.partition("#")[0]):
            assert option in known, (page.name, command, option)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documented_targets_are_ones_that_make_knows(page):
    targets = set(re.findall(r"(?m)^([a-z ]+):", (ROOT / "Makefile").read_text("utf-8")))
    known = {word for words in targets for word in words.split()}
    used = {word for words in re.findall(r"\bmake((?: [a-z]+)+)(?![\w-])", code(page)) for word in words.split()}
    assert used - known == set()


def test_every_command_is_in_readme_and_no_other():
    rows = re.findall(r"(?m)^\| `scholarfolio ([a-z]+)", README)
    assert rows == list(cli.COMMANDS)


def test_the_version_has_its_heading_in_the_changelog():
    headings = re.findall(r"(?m)^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert headings[0] == ("Unreleased", "")
    version, date = headings[1]
    assert version == __version__
    assert date
