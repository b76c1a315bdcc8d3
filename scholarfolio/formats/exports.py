"""The formats that a site offers for download."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from scholarfolio.content.models import Paper, Site
from scholarfolio.formats.bibtex import writer as bibtex
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.formats.ris import writer as ris
from scholarfolio.text import to_ascii_latex
from scholarfolio.values.frozen import record


class Export(NamedTuple):
    """A format to download.

    Attributes:
        label: what readers call it.
        suffix, media_type: the ending and the type of its files.
        record: writes one paper.
        between: what stands between two papers in a file; ``before`` the first and ``after`` the last.
    """

    label: str
    suffix: str
    media_type: str
    record: Callable[[Paper], str]
    between: str
    before: str = ""
    after: str = ""

    def parts(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """A file of chunks of papers so written, in UTF-8 and bit by bit: all together may be large."""
        between = self.before
        for run in chunks:
            yield between.encode()
            yield run
            between = self.between
        yield self.after.encode()


EXPORTS: Mapping[str, Export] = {
    "bibtex": Export("BibTeX", ".bib", "application/x-bibtex", bibtex.dumps, "\n"),
    "ris": Export("RIS", ".ris", "application/x-research-info-systems", ris.dumps, ris.LINE_END),
    "csl-json": Export(
        "CSL-JSON",
        ".json",
        "application/vnd.citationstyles.csl+json",
        csl_json.record,
        csl_json.BETWEEN,
        csl_json.BEFORE,
        csl_json.AFTER,
    ),
}
# Those in which the papers of one group are offered.
GROUP_EXPORTS = ("bibtex",)


def _ascii_bibtex(paper: Paper) -> str:
    """An entry with LaTeX for every accent; its first line holds the key, which stays."""
    head, line_end, fields = bibtex.dumps(paper).partition("\n")
    return head + line_end + to_ascii_latex(fields)


_IN_ASCII = {**EXPORTS, "bibtex": EXPORTS["bibtex"]._replace(record=_ascii_bibtex)}


@record(eq=False)
class Exporter:
    """Writes papers in the formats of a site.

    Attributes:
        site: the site's settings.
        paper: gives a paper by its id.
        once: gives the text of a sort and a paper's id, made once: the paper stands in the files of all its groups.
    """

    site: Site
    paper: Callable[[str], Paper]
    once: Callable[[str, str, Callable[[], str]], str]

    def _export(self, name: str) -> Export:
        """A format as the site wants it: its BibTeX in ASCII where it says so."""
        return (_IN_ASCII if name == "bibtex" and self.site.bibtex_ascii else EXPORTS)[name]

    def file(self, name: str, paper_ids: Iterable[str]) -> str:
        """The papers as one file."""
        export = EXPORTS[name]
        return f"{export.before}{self.chunk(name, paper_ids)}{export.after}"

    def chunk(self, name: str, paper_ids: Iterable[str]) -> str:
        """Papers that follow each other as they stand in a file of more."""
        return EXPORTS[name].between.join([self._record(name, paper_id) for paper_id in paper_ids])

    def script(self, name: str, paper_ids: Iterable[str]) -> str:
        """Every paper alone as a script, for pages on a disk: they can load scripts but not fetch files."""
        texts = {paper_id: self.file(name, (paper_id,)) for paper_id in paper_ids}
        return f"scholarfolioExport({json.dumps(name)}, {json.dumps(texts, ensure_ascii=False)});\n"

    def _record(self, name: str, paper_id: str) -> str:
        return self.once(name, paper_id, lambda: self._export(name).record(self.paper(paper_id)))
