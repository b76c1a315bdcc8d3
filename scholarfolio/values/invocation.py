"""Invocation: how to type this program, and the Python that runs it, so that a printed command works when pasted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

NAME = "scholarfolio"
# Where build.py lies, if the program is run in a checkout.
_CHECKOUT = Path(__file__).parent.parent.parent


def program(folder: str | os.PathLike[str] = ".") -> str:
    """What to type for this program in a folder: its name where it is on the PATH, otherwise the way to it.

    Args:
        folder: where it will be typed; the current folder if left out.
    """
    called = sys.argv[0]
    if Path(called).name in ("build.py", "__main__.py"):
        script = _CHECKOUT / "build.py"
        if not script.is_file():
            return f"{python(folder)} -m {NAME}"
        return f"{python(folder)} {quoted(_way_to(str(script), folder, command=False))}"
    if not Path(called).name.lower().startswith(NAME):  # another program that uses the package
        return NAME
    from shutil import which

    installed = which(NAME)
    if installed and Path(installed).samefile(which(called) or installed):
        return NAME
    return quoted(_way_to(called, folder))


def python(folder: str | os.PathLike[str] = ".") -> str:
    """What to type in a folder for the Python that runs this program."""
    return quoted(_way_to(sys.executable, folder))


def install(packages: Sequence[str]) -> str:
    """The command that installs packages where this program finds them; it works in any folder."""
    from importlib.util import find_spec

    pip = f"{quoted(os.path.abspath(sys.executable))} -m pip"  # noqa: PTH100 - a link is not followed out of its venv
    begin = "" if find_spec("pip") else f"{quoted(sys.executable)} -m ensurepip && "
    return f"{begin}{pip} install {' '.join(packages)}"


def quoted(text: str | os.PathLike[str]) -> str:
    """One word of a command, in quotes where the shell needs them."""
    if os.name == "nt":
        return f'"{text}"' if " " in str(text) else str(text)
    from shlex import quote

    return quote(str(text))


def _way_to(file: str, folder: str | os.PathLike[str], *, command: bool = True) -> str:
    """A file as it is named in a folder: relative where it lies in or near it, otherwise in full."""
    path = Path(file)
    full = Path(os.path.realpath(path.parent), path.name)  # the last link may be what makes it a venv's Python
    try:
        relative = os.path.relpath(full, os.path.realpath(folder))
    except ValueError:  # another drive
        return str(full)
    if command and os.sep not in relative:  # a bare name would be looked for on the PATH
        relative = f".{os.sep}{relative}"
    return min(relative, str(full), key=len)
