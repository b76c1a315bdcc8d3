"""The program as it is run in a checkout: ``python build.py COMMAND``.

Any Python may run this file, also one that is too old or has none of the libraries: it then hands over to the
checkout's own ``.venv``, or says what to type. So everything here is written as Python 3.6 understands it.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).absolute().parent
OLDEST = (3, 11)
VENV = HERE / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> int:
    """Run the program with this Python, or with that of ``.venv`` where this one will not do."""
    if sys.version_info < OLDEST:
        return hand_over("This is Python {}.{}; scholarfolio needs 3.11 or newer.".format(*sys.version_info))
    try:
        from scholarfolio import cli

        return cli.main()
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("scholarfolio"):
            raise
        return hand_over(f"The library {error.name} is not installed for this Python ({sys.executable}).")


def hand_over(reason: str) -> int:
    """Run the same command with ``.venv``'s Python where there is one that suits; otherwise say what to type."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and suits(str(VENV_PYTHON)):
        command = [str(VENV_PYTHON), str(HERE / "build.py"), *sys.argv[1:]]
        if os.name == "nt":  # there, exec would give the prompt back while the program still runs
            return subprocess.call(command)
        os.execv(command[0], command)
    newer = sys.executable if sys.version_info >= OLDEST else next(filter(suits, newer_names()), "")
    if not newer:
        reason += " Install one, from python.org or with the system's package manager."
        newer = newer_names()[len(newer_names()) // 2]
    sys.stderr.write(reason + "\nType:\n" + "".join(f"    {line}\n" for line in remedy(newer, inside)))
    return 1


def suits(python: str) -> bool:
    """Whether a Python is there, runs and is new enough."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.call([python, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def remedy(newer: str, inside: bool) -> "list[str]":
    """The commands that install what is missing into ``.venv`` and build: they can be pasted where this was run.

    Args:
        newer: a Python that makes ``.venv``.
        inside: this is run by ``.venv``'s Python, so that it need not be made.
    """
    python = quoted(named(VENV_PYTHON))
    install = f"{python} -m pip install -e {quoted(named(HERE) + '[pictures]')}"
    build = " ".join([python, quoted(named(HERE / "build.py")), *map(quoted, sys.argv[1:])])
    make = f"{quoted(newer)} -m venv --clear {quoted(named(VENV))}"
    return [install, build] if inside else [make, install, build]


def newer_names() -> "list[str]":
    """What Pythons that are new enough are called."""
    return ["py"] if os.name == "nt" else [f"python3.{minor}" for minor in range(15, 10, -1)]


def named(path: Path) -> str:
    """A path as it is named in the current folder, if it lies below it."""
    return str(path.relative_to(Path.cwd())) if Path.cwd() in [path, *path.parents] else str(path)


def quoted(word: str) -> str:
    """One word of a command, in quotes where a shell needs them."""
    if os.name == "nt":
        return f'"{word}"' if " " in word else word
    from shlex import quote

    return quote(word)


if __name__ == "__main__":
    sys.exit(main())
