"""Where the running program was installed from, so that a site is published with the same one.

An installer notes the origin of what it did not take from an index (PEP 610, ``direct_url.json``). A name on an index
is used only where that note is missing because the program did come from there: a name that nobody has published could
be taken by anybody, whose program would then run where sites are published.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scholarfolio.values.theme_files import PACKAGE, default_theme

_NAME = "scholarfolio[pictures]"
# Whose repositories are read by https under the same path as by ssh.
_PUBLIC_HOSTS = ("github.com", "gitlab.com", "codeberg.org")
# What the program is made of in a checkout.
_PARTS = ("scholarfolio", "templates", "static", "pyproject.toml")


@dataclass(frozen=True)
class ProgramSource:
    """Where another machine gets the program that runs here.

    Attributes:
        requirement: what to tell pip: one version, exactly. Empty where the site has to carry the program.
        reason: why it has to.
    """

    requirement: str = ""
    reason: str = ""

    @property
    def sentence(self) -> str:
        """What the author is told, to be read after "where it is published"."""
        if self.requirement:
            return f"requirements.txt installs {self.requirement}, which everybody must be able to read"
        return f"the program comes from the site's own folder program/, because {self.reason}"


def program_source() -> ProgramSource:
    """Where the program that runs was installed from."""
    if default_theme() != PACKAGE / "theme":
        return _checkout(PACKAGE.parent)
    try:
        installed = distribution("scholarfolio")
    except PackageNotFoundError:
        return ProgramSource(reason="it was not installed by pip")
    if Path(str(installed.locate_file("scholarfolio"))).resolve() != PACKAGE.resolve():
        return ProgramSource(reason="it was not installed by pip")
    return _installed(installed)


def _installed(installed: Distribution) -> ProgramSource:
    note = installed.read_text("direct_url.json")
    if note is not None:
        return _direct(json.loads(note))
    if installed.read_text("INSTALLER") is None or "+" in installed.version:
        return ProgramSource(reason="nothing says where it was installed from")
    return ProgramSource(f"{_NAME}=={installed.version}")


def _direct(note: dict[str, Any]) -> ProgramSource:
    """The origin that an installer noted: a repository at a commit, a file, or a folder."""
    url, vcs = note["url"], note.get("vcs_info", {})
    below = f"#subdirectory={note['subdirectory']}" if "subdirectory" in note else ""
    if vcs.get("vcs") == "git" and (address := _public_address(url)):
        return ProgramSource(f"{_NAME} @ git+{address}@{vcs['commit_id']}{below}")
    digest = note.get("archive_info", {}).get("hashes", {}).get("sha256")
    if digest and _public_address(url) == url:
        return ProgramSource(f"{_NAME} @ {url}#sha256={digest}")
    return ProgramSource(reason=f"others cannot get it from {url}")


def _checkout(folder: Path) -> ProgramSource:
    """The commit of a checkout, where that is just what runs and a public repository has it."""
    try:
        if not folder.samefile(_git(folder, "rev-parse", "--show-toplevel")):
            return ProgramSource(reason=f"{folder} is no git repository")
        if _git(folder, "status", "--porcelain", "--", *_PARTS):
            return ProgramSource(reason=f"it was changed in {folder} since the last commit")
        commit = _git(folder, "rev-parse", "HEAD")
        branches = _git(folder, "for-each-ref", "--contains", commit, "--format=%(refname:lstrip=2)", "refs/remotes")
        remotes = {branch.partition("/")[0] for branch in branches.split()}
        for remote in sorted(remotes, key=lambda name: (name != "origin", name)):
            if address := _public_address(_git(folder, "config", f"remote.{remote}.url")):
                return ProgramSource(f"{_NAME} @ git+{address}@{commit}")
    except (OSError, subprocess.CalledProcessError):
        return ProgramSource(reason=f"{folder} is no git repository")
    return ProgramSource(reason=f"no public repository is known to have the commit in {folder}")


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _public_address(url: str) -> str:
    """The https address of a repository or file for readers without a password; empty where there may be none."""
    ssh = re.fullmatch(r"(?:ssh://)?git@([^:/]+)[:/](.+)", url)
    if ssh and ssh[1] in _PUBLIC_HOSTS:
        return f"https://{ssh[1]}/{ssh[2]}"
    parts = urlsplit(url)
    public = parts.scheme == "https" and "@" not in parts.netloc and parts.hostname != "localhost"
    return url if public and not re.search(r"\s", url) else ""
