"""The formats that a site offers for download."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from scholarfolio.formats import bibtex, csl_json, ris
from scholarfolio.model import Paper, Site
from scholarfolio.text import to_ascii_latex


@dataclass(frozen=True)
class Export:
    """A format to download.

    Attributes:
        label: what readers call it.
        suffix, media_type: the ending and the type of its files.
        dumps: writes one paper; dumps_all: writes a file of several.
    """

    label: str
    suffix: str
    media_type: str
    dumps: Callable[[Paper], str]
    dumps_all: Callable[[Sequence[Paper]], str]


def _bibtex_file(papers: Sequence[Paper]) -> str:
    return "\n".join(bibtex.dumps(paper) for paper in papers)


def script(name: str, export: Export, papers: Sequence[Paper]) -> str:
    """Every paper in one format as a script, for pages on a disk: they can load scripts but not fetch files."""
    texts = {paper.id: export.dumps(paper) for paper in papers}
    return f"scholarfolioExport({json.dumps(name)}, {json.dumps(texts, ensure_ascii=False)});\n"


def _ascii_bibtex(paper: Paper) -> str:
    """An entry with LaTeX for every accent; its first line holds the key, which stays."""
    head, line_end, fields = bibtex.dumps(paper).partition("\n")
    return head + line_end + to_ascii_latex(fields)


def offered(site: Site) -> Mapping[str, Export]:
    """The formats as a site wants them: its BibTeX in ASCII where it says so."""
    if not site.bibtex_ascii:
        return EXPORTS
    ascii_only = replace(
        EXPORTS["bibtex"], dumps=_ascii_bibtex, dumps_all=lambda papers: "\n".join(map(_ascii_bibtex, papers))
    )
    return {**EXPORTS, "bibtex": ascii_only}


EXPORTS = {
    "bibtex": Export("BibTeX", ".bib", "application/x-bibtex", bibtex.dumps, _bibtex_file),
    "ris": Export("RIS", ".ris", "application/x-research-info-systems", ris.dumps, ris.dumps_all),
    "csl-json": Export(
        "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_json.dumps, csl_json.dumps_all
    ),
}
