"""The list of all papers, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from scholarfolio.catalog.outputs import card_path
from scholarfolio.catalog.pagination import PAPERS_ON_PAGE, can_be_narrowed, count_pages, on_page, script_path
from scholarfolio.content.models import Paper
from scholarfolio.content.text_places import TextSource
from scholarfolio.formats.citation_styles import style_label
from scholarfolio.formats.registry import FORMATS, writable_formats
from scholarfolio.render import metadata
from scholarfolio.render.contexts.page_context import PageContext, PageData
from scholarfolio.render.entries import EntryView
from scholarfolio.render.filters import filters, values_of
from scholarfolio.render.metadata import HeadLink


class CiteBox(NamedTuple):
    """A paper's record in one format: what to call it, its text, and where to download it."""

    format: str
    label: str
    text: str
    href: str


def papers(page: PageContext) -> PageData:
    """All papers by year, or one page of them; what narrows and sorts stands on the first, and loads all of them."""
    queries, title = page.queries, page.say("papers")
    total = len(queries.papers)
    shown = on_page(queries.papers, page.output.part, PAPERS_ON_PAGE)
    is_first, is_whole = page.output.part == 1, len(shown) == total
    scripts = range(1, count_pages(total, PAPERS_ON_PAGE) + 1) if not is_whole else ()
    names = {
        **page.by_year(shown),
        "jump": _jump(page, whole=is_whole),
        "pager": page.pager("papers/index.html", total, PAPERS_ON_PAGE),
        "filters": filters(queries, shown if is_whole else ()) if can_be_narrowed(total) and is_first else None,
        "scripts": [page.url(script_path("papers", part)) for part in scripts],
        "size": PAPERS_ON_PAGE,
        "exports": {format.name: format for format in writable_formats()},
        "list_export": page.url("papers.bib"),
    }
    nodes = page.describe.listing(title, page.output.path, shown)
    return PageData(title, names, head=page.numbered(title), links=page.links_of_all(), nodes=nodes)


def list_script(page: PageContext) -> PageData:
    """A script with one page of the list of papers, for those who narrow or sort it."""
    papers = on_page(page.queries.papers, page.output.part, PAPERS_ON_PAGE)
    names = {"cards": page.views.cards(papers), "part": page.output.part, "values": values_of(page.queries, papers)}
    return PageData(page.say("papers"), names)


def _jump(page: PageContext, *, whole: bool) -> list[tuple[str, str]]:
    """Where each year of the list is: further down, or where the list is cut into pages, on its own page."""
    years = page.queries.headings("years")
    return [(year.label, f"#y{year.slug}" if whole else page.url(year.path)) for year in years]


def paper(page: PageContext) -> PageData:
    """A paper's own page."""
    queries = page.queries
    record = queries.paper(page.output.key)
    cite = list(_cite_boxes(page, record))
    return PageData(
        title=record.title.plain,
        names=_names(page, record) | {"cite": cite},
        description=record.summary.plain or record.abstract.plain,
        meta=(*metadata.scholar_tags(record, queries, page.absolute), *metadata.dublin_core(record)),
        links=(
            *(HeadLink("describedby", box.href, FORMATS[box.format].media_type, box.label) for box in cite),
            *metadata.signposts(record, queries, page.url),
        ),
        nodes=page.describe.paper(record),
        card=card_path(f"papers/{record.id}", pictured=page.is_picture(record.image.picture if record.image else "")),
    )


def _names(page: PageContext, record: Paper) -> dict[str, Any]:
    queries, views = page.queries, page.views
    newer, older = queries.neighbours(record)
    card = views.card(record.id)
    return {
        "paper": record,
        "card": card,
        "byline": views.byline(record) if card.byline.hidden else card.byline,
        "links": views.links(record),
        "facts": views.facts(record),
        "summary": page.rendered(record.summary, TextSource(record.origin, ("summary",))),
        "versions": views.versions(record),
        "teaser": views.pictures.teaser(record.image) if record.image else None,
        "reference": queries.reference(record),
        "reference_style": style_label(queries.site.citation_style),
        "related": views.cards(queries.related(record)),
        "mentions": _mentions(page, record),
        "newer": views.card(newer) if newer else None,
        "older": views.card(older) if older else None,
    }


def _mentions(page: PageContext, record: Paper) -> list[tuple[str, list[EntryView]]]:
    """The entries that name a paper, under the names of their collections."""
    return [
        (collection, [page.entries.view(*mention) for mention in mentions])
        for collection, mentions in groupby(page.queries.mentions(record), key=itemgetter(0))
    ]


def _cite_boxes(page: PageContext, record: Paper) -> Iterator[CiteBox]:
    for format in writable_formats():
        href = page.url(f"papers/{record.id}{format.suffix}")
        yield CiteBox(format.name, format.label, page.exporter.file(format.name, (record.id,)).rstrip("\n"), href)
