"""What large sites need. The aim: 100,000 papers in 1.5 GB of memory, in less time than Hugo.

A process that renders is a copy of the one that has read everything, and shares its memory until either touches it:
merely to look at a record copies the page of memory on which it lies.

- **Making ahead**: what is said of a paper elsewhere (in lists, feeds, bibliographies, the search index) is made
  first, a chunk of papers at a time. Whatever lists the paper afterwards reads the fragment, and needs nothing of its
  record but the id. On the largest sites this spares half of those copies. From some hundred papers on it also prevents
  that several processes make the same fragment, so it is done from there on; measured by `make bench`, as processor
  time.
- **Replacing processes** bounds the memory: one that has taken its share is replaced by a fresh copy. Only sites of
  more than 10,000 papers come near the bound, so it is done for them alone.

A third thing, collecting stamps in the background, is in ``background``, which a build needs before it loads this.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from scholarfolio.build.pool import memory_taken
from scholarfolio.catalog.catalog import INDEXES, Catalog
from scholarfolio.catalog.outputs import Output
from scholarfolio.tracking.chunks import chunks

LARGE = 10_000  # papers
# Memory that all processes together may take, and that each may take at least, in bytes.
MEMORY_OF_ALL = 1_350_000_000
MEMORY_OF_ONE = 100_000_000

# Work to be done ahead for one chunk of papers or groups: its index, its first key, and the outputs that say something
# of these papers or groups.
Ahead = tuple[str, str, Sequence[Output]]


def is_large(catalog: Catalog) -> bool:
    """Whether a site is so large that its processes are replaced."""
    return len(catalog.ids) > LARGE


def memory_for_each(processes: int) -> int:
    """How much memory, in bytes, each of so many processes may take before it is replaced."""
    return max(MEMORY_OF_ONE, (MEMORY_OF_ALL - _memory_of_this()) // processes)


def _memory_of_this() -> int:
    """The memory of this process that it shares with no other, in bytes; more where the system cannot tell."""
    try:
        resident, shared = Path("/proc/self/statm").read_text("ascii").split()[1:3]
    except OSError:
        return memory_taken()
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def ahead_for_papers(outputs: Sequence[Output], has_outdated: Mapping[str, bool]) -> list[Ahead]:
    """The work to be done ahead for each chunk of papers.

    Args:
        outputs: all outdated ones.
        has_outdated: whether pages of papers of a chunk are outdated, by its first key.
    """
    in_chunks = [output for output in outputs if output.in_chunks]
    lists = list({output.kind: output for output in outputs if output.traits.lists_papers}.values())
    ahead = [("papers", first, [*in_chunks, *(lists if outdated else ())]) for first, outdated in has_outdated.items()]
    return [(index, first, listing) for index, first, listing in ahead if listing]


def ahead_for_groups(outputs: Sequence[Output], catalog: Catalog) -> list[Ahead]:
    """The work to be done ahead for each chunk of topics, years, authors and venues."""
    in_chunks = [output for output in outputs if output.in_chunks]
    firsts = chain.from_iterable(((index, first) for first in chunks(catalog.groups(index))) for index in INDEXES)
    return [(index, first, in_chunks) for index, first in firsts] if in_chunks else []
