"""The table of output kinds, one row for each. Code that treats kinds differently asks the row, not the name.

A new kind needs a row here, the outputs of that kind in ``outputs``, and what makes them: for a page a template and a
function in ``render/contexts/``, for anything else a maker in ``render/renderer.py``.
"""

from __future__ import annotations

from typing import NamedTuple

# The weight of a picture: to decode one takes about as long as to show so many papers.
PICTURE_WEIGHT = 64


class OutputKind(NamedTuple):
    """The properties of all outputs of a kind.

    Attributes:
        maker: the name of the function in ``render.renderer`` that gives their bytes.
        weight: how much work one is beside the papers that it lists, which count one each.
        with_subject: in one unit with other such outputs about the same subject, which have the same dependencies.
        lists_papers: shows papers, each with one entry that is the same in all outputs of the kind.
        in_chunks: where it is about no single subject, it says something of every paper and is joined from fragments,
            each of a chunk of papers.
        indexed: search engines should list it, if it is a page.
        beside_page: lies beside a page; if the page's address is taken, only the page is reported.
        fixed_address: the program itself sets the address, so it is the author's file that has to move.
        collision: what is said of one whose address is taken, before that address.
        named_by_file: its address is the name of the author's own file.
        any_name: its address may be any that the author likes, also the name of a folder.
        front: the site's front page, where links of menu and footer are checked; its title is the site's.
        any_depth: shown at any depth, so its links begin at the root of the site.
    """

    maker: str = "template"
    weight: int = 1
    with_subject: bool = False
    lists_papers: bool = False
    in_chunks: bool = False
    indexed: bool = True
    beside_page: bool = False
    fixed_address: bool = False
    collision: str = "would be written to"
    named_by_file: bool = False
    any_name: bool = False
    front: bool = False
    any_depth: bool = False


class _Kinds(dict[str, OutputKind]):
    """Rows by name. To ask for another name is a fault of the program; its message lists the names."""

    def __missing__(self, name: str) -> OutputKind:
        raise KeyError(f'there is no kind of output called "{name}"; there are {", ".join(self)}')


OUTPUT_KINDS = _Kinds(
    {
        # pages
        "home": OutputKind(fixed_address=True, front=True),
        "papers": OutputKind(lists_papers=True, fixed_address=True),
        "index": OutputKind(fixed_address=True),
        "cv": OutputKind(fixed_address=True),
        "missing": OutputKind(fixed_address=True, indexed=False, any_depth=True),
        "page": OutputKind(named_by_file=True),
        "redirect": OutputKind(indexed=False, collision="leads on from", any_name=True),
        "paper": OutputKind(with_subject=True, lists_papers=True),
        "group": OutputKind(with_subject=True, lists_papers=True),
        "entries": OutputKind(fixed_address=True),
        "entry": OutputKind(),
        # other forms of papers and of lists
        "export": OutputKind("export", weight=0, with_subject=True, in_chunks=True, beside_page=True),
        "exportscript": OutputKind("export script"),
        "listscript": OutputKind(lists_papers=True),
        "feed": OutputKind(with_subject=True, lists_papers=True, beside_page=True),
        "jsonfeed": OutputKind("json feed"),
        "entryfeed": OutputKind(),
        # what machines look for
        "robots": OutputKind(),
        "llms": OutputKind(in_chunks=True),
        "opensearch": OutputKind(),
        "sitemap": OutputKind(),
        "sitemapindex": OutputKind(),
        "search": OutputKind("search", in_chunks=True),
        # files
        "copy": OutputKind("copy", weight=0),
        "root": OutputKind("copy", weight=0, indexed=False, named_by_file=True, any_name=True),
        "stylesheet": OutputKind("stylesheet", weight=0),
        "favicon": OutputKind("favicon"),
        "text": OutputKind("text"),
        # pictures
        "smaller": OutputKind("smaller picture", PICTURE_WEIGHT),
        "card": OutputKind("social card", PICTURE_WEIGHT),
        "touchicon": OutputKind("touch icon", PICTURE_WEIGHT),
    }
)
