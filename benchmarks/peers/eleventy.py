"""Eleventy: records as data, one JavaScript template with pagination for each kind of page, in ``eleventy-site``.

What was chosen because it is the fastest: templates in JavaScript (Nunjucks takes longer), records that stay out of the
data cascade, which would merge them for every page, pieces of pages kept in a map, no collections, node itself instead
of npx.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.given import Given
from benchmarks.peers.files import HERE, call, copy_static, memory_to_use, write_frames, write_json

VERSION = "3.1.8"


def install(store: Path) -> Eleventy:
    """Fetch Eleventy from npm."""
    folder = store / f"eleventy-{VERSION}"
    modules = folder / "node_modules"
    node = call(["node", "--version"]).strip()
    if not (modules / "@11ty" / "eleventy" / "cmd.cjs").exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / "package.json", {"private": True})
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        call(["npm", "install", *quiet, f"@11ty/eleventy@{VERSION}"], folder)
    version = json.loads((modules / "@11ty" / "eleventy" / "package.json").read_text("utf-8"))["version"]
    return Eleventy(modules, f"{version}, node {node}")


class Eleventy:
    """Eleventy, as a folder of modules."""

    name = "Eleventy"

    def __init__(self, modules: Path, version: str) -> None:
        self._modules = modules
        self.version = version
        self.environment: Mapping[str, str] = {"NODE_OPTIONS": f"--max-old-space-size={memory_to_use() // 2**20}"}

    def command(self, folder: Path, out: Path) -> Sequence[str]:
        """A build without a server, which says nothing."""
        program = self._modules / "@11ty" / "eleventy" / "cmd.cjs"
        return ["node", str(program), "--quiet", f"--output={out}"]

    def prepare(self, given: Given, ours: Path, folder: Path) -> None:
        """Write the project."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / "eleventy-site", folder)
        (folder / "node_modules").symlink_to(self._modules)
        write_frames(given, folder / "frame")
        copy_static(ours, folder)
        write_json(folder / "data" / "site.json", given.site)
        write_json(folder / "data" / "terms.json", given.terms)
        write_json(folder / "data" / "papers.json", given.papers)
