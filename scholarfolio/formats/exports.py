"""Exports: papers in the formats that a site offers for download."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from scholarfolio.content.models import Paper, Site
from scholarfolio.formats.registry import writer_of
from scholarfolio.values.frozen import record


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

    def file(self, name: str, paper_ids: Iterable[str]) -> str:
        """The papers as one file."""
        return writer_of(name).file(self._record(name, paper_id) for paper_id in paper_ids)

    def chunk(self, name: str, paper_ids: Iterable[str]) -> str:
        """Papers that follow each other as they stand in a file of more."""
        return writer_of(name).between.join([self._record(name, paper_id) for paper_id in paper_ids])

    def parts(self, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """A file of chunks, bit by bit."""
        return writer_of(name).parts(chunks)

    def script(self, name: str, paper_ids: Iterable[str]) -> str:
        """The papers' records as a script, for pages on a disk: they can load scripts but not fetch files."""
        writer = writer_of(name)
        records = {paper_id: self._record(name, paper_id) for paper_id in paper_ids}
        arguments = (name, records, writer.before, writer.between, writer.after)
        return f"scholarfolioExport({', '.join(json.dumps(argument, ensure_ascii=False) for argument in arguments)});\n"

    def _record(self, name: str, paper_id: str) -> str:
        return self.once(name, paper_id, lambda: self._write(name, self.paper(paper_id)))

    def _write(self, name: str, paper: Paper) -> str:
        """A paper as the site wants it: in ASCII where it says so and the format can."""
        writer = writer_of(name)
        write = writer.ascii_record if self.site.bibtex_ascii and writer.ascii_record else writer.record
        return write(paper)
