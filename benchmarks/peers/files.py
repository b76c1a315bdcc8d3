"""What the projects of all peers need: programs run to the end, data as JSON, and the files that every site copies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.given import Given
from benchmarks.peers import Missing

HERE = Path(__file__).parent
# Of the machine's memory, so much may a program that collects its own garbage take before it must collect.
MEMORY_SHARE = 0.75


def memory_to_use() -> int:
    """Bytes of memory that a peer is told to keep within: without it, the largest sites end some of them."""
    try:
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * MEMORY_SHARE)
    except (AttributeError, OSError, ValueError):
        return 8 * 2**30


def call(command: Sequence[str | Path], folder: Path | None = None) -> str:
    """Run a program and return what it prints.

    Raises:
        Missing: it is not there, or fails.
    """
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise Missing(f"there is no {command[0]}") from None
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        raise Missing(lines[-1][:200] if lines else f"{command[0]} failed") from None
    return done.stdout


def write_json(file: Path, data: Any) -> None:
    """Write data as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def copy_static(ours: Path, folder: Path) -> None:
    """Copy the files that stand in every site as they are: style, scripts, pictures."""
    for file in sorted((ours / "static").rglob("*")):
        if file.is_file() and not file.name.startswith(("search-index", "export-")):
            target = folder / file.relative_to(ours)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    (folder / ".nojekyll").touch()


def write_frames(given: Given, folder: Path) -> None:
    """What stands around the pages of each section, as two files each; and around the groups of each index."""
    folder.mkdir(parents=True, exist_ok=True)
    around = {**given.frames, **{f"{index}-groups": drawn for index, drawn in given.drawn.items()}}
    for section, (before, after) in around.items():
        (folder / f"{section}-before.html").write_text(before, "utf-8")
        (folder / f"{section}-after.html").write_text(after, "utf-8")
