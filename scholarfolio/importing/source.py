"""What a source of papers is: a file, a folder, a service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from scholarfolio.formats.parsed import Parsed, Remark
from scholarfolio.formats.registry import Format
from scholarfolio.values.problems import Problems


class SourceText(NamedTuple):
    """A text that papers are read from.

    Attributes:
        source: what reports call it: the path of a file, the address of an answer.
        format: the format that it is in, which has a reader.
        text: the text itself.
        remarks: what is to be said of it before anybody has read it.
    """

    source: str
    format: Format
    text: str
    remarks: tuple[Remark, ...] = ()


class Source(NamedTuple):
    """One kind of source.

    Attributes:
        scheme: what its addresses begin with: ``doi`` in ``doi:10.5555/12345678``.
        read: gives what lies at an address, of which it gets what stands behind the scheme. Texts are read together
            with all others of their format; what is in none of the registry's formats comes as parsed records. For
            what cannot be had, it adds a problem.
    """

    scheme: str
    read: Callable[[str, Problems], Iterable[SourceText | Parsed]]
