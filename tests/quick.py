"""Which tests are quick: what ``make quick`` runs, without a list that somebody has to keep.

A test is slow when it builds a whole site, runs a program or opens a browser. That shows in the fixtures that it asks
for and in what its module imports, or another module of the tests from which it takes something.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from scholarfolio import cli
from scholarfolio.build import command

SLOW = (command.build, cli.main, subprocess)
SLOW_FIXTURES = {"site", "own_site", "scholar_site", "site_named", "odd_site", "look_site", "any_site"}
SLOW_FIXTURES |= {"chromium", "firefox", "browser"}
AIM = 30  # seconds, on two processors


def is_quick(item: pytest.Item) -> bool:
    """Whether ``make quick`` runs a test."""
    assert isinstance(item, pytest.Function)
    if item.get_closest_marker("slow") or item.get_closest_marker("browser") or SLOW_FIXTURES & set(item.fixturenames):
        return False
    return not any(_imports_slow(module) for module in _modules(item.module))


def _modules(module: ModuleType) -> Iterator[ModuleType]:
    """A module of tests and those of the tests that it takes functions from."""
    yield module
    for value in list(vars(module).values()):
        source = sys.modules.get(getattr(value, "__module__", None) or "")
        if source and Path(getattr(source, "__file__", None) or "/").is_relative_to(Path(__file__).parent):
            yield source


def _imports_slow(module: ModuleType) -> bool:
    return any(value is slow for value in vars(module).values() for slow in SLOW)


def too_slow(seconds: dict[str, float], whole: float) -> str:
    """What to say when a quick run took longer than it should: which files took most."""
    if whole <= AIM:
        return ""
    most = sorted(seconds, key=lambda name: -seconds[name])[:3]
    named = ", ".join(f"{name} {seconds[name]:.0f} s" for name in most)
    return f"this took {whole:.0f} s instead of {AIM}; most of it: {named}. Mark tests as slow, or the machine is busy."
