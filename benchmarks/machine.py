"""What the figures were found on, and when."""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from benchmarks.ours import ROOT, VERSION


def facts() -> dict[str, str]:
    """The machine and the versions, as pairs of words."""
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%-d %B %Y"),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        "scholarfolio": f"{VERSION}{_commit()}",
    }


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def _memory() -> str:
    try:
        found = re.search(r"^MemTotal:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    except OSError:
        found = None
    return f"{int(found[1]) / 1024**2:.0f} GB" if found else "unknown"


def _commit() -> str:
    """The commit that was measured, in a checkout."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    done = subprocess.run(git, capture_output=True, text=True, check=False)
    return f" at {done.stdout.strip()}" if done.returncode == 0 else ""
