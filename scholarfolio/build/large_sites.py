"""What large sites need. The aim: 100,000 papers in 1.5 GB of memory, in less time than Hugo.

A process is a copy of the one that has read everything, and shares its memory until it touches it: even to look at a
record copies the page of memory that it lies on.

- **Making ahead**: what is said of a paper elsewhere (in lists, feeds, bibliographies, the search index) is made
  first, a chunk of papers at a time. Who lists the paper afterwards finds the text, and needs nothing of its record but
  the id. At 100,000 papers this spares half of those copies. From some hundred papers on it also spares that several
  processes make the same text (``python -m benchmarks 1000`` shows it as processor time), so it is done from there on.
- **Replacing processes** bounds the memory: one that was given its share is replaced by a fresh copy. Only sites of
  more than 10,000 papers come near the bound, so it is done for them alone.

A third thing, looking at files aside, stands in ``background``, which a build needs before it loads any of this.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from scholarfolio.build.pool import memory_given
from scholarfolio.catalog.catalog import INDEXES, Catalog
from scholarfolio.catalog.outputs import Output
from scholarfolio.tracking.chunks import chunks

LARGE = 10_000  # papers
# Bytes of memory that all processes may have together, and that each may have at least.
MEMORY_OF_ALL = 1_350_000_000
MEMORY_OF_ONE = 100_000_000

# What is made of one chunk of papers or groups: its index, the key of its first, and the outputs that say something of
# these papers or groups.
Ahead = tuple[str, str, Sequence[Output]]


def is_large(catalog: Catalog) -> bool:
    """Whether a site is so large that its processes are replaced."""
    return len(catalog.ids) > LARGE


def memory_for_each(processes: int) -> int:
    """How many bytes of memory each of so many processes may be given before it is replaced."""
    return max(MEMORY_OF_ONE, (MEMORY_OF_ALL - _memory_of_this()) // processes)


def _memory_of_this() -> int:
    """How many bytes of memory this process has for itself; where nobody tells, what it was given, which is more."""
    try:
        resident, shared = Path("/proc/self/statm").read_text("ascii").split()[1:3]
    except OSError:
        return memory_given()
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def of_papers(outputs: Sequence[Output], of_chunks: Mapping[str, bool]) -> list[Ahead]:
    """What is to be made ahead of each chunk of papers.

    Args:
        outputs: all that are to be made.
        of_chunks: the first paper of each chunk, and whether pages of papers of that chunk are to be made.
    """
    in_chunks = [output for output in outputs if output.in_chunks]
    lists = list({output.kind: output for output in outputs if output.traits.lists_papers}.values())
    ahead = (("papers", first, [*in_chunks, *(lists if made else ())]) for first, made in of_chunks.items())
    return [made for made in ahead if made[2]]


def of_groups(outputs: Sequence[Output], catalog: Catalog) -> list[Ahead]:
    """What is to be made ahead of each chunk of topics, years, authors and venues."""
    in_chunks = [output for output in outputs if output.in_chunks]
    firsts = chain.from_iterable(((index, first) for first in chunks(catalog.groups(index))) for index in INDEXES)
    return [(index, first, in_chunks) for index, first in firsts] if in_chunks else []
