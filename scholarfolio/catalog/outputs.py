"""The plan: the list of all outputs, made before anything is rendered.

Collisions, stale files, links and progress are worked out from this list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from scholarfolio.catalog.catalog import INDEXES, Catalog
from scholarfolio.catalog.output_kinds import OUTPUT_KINDS, OutputKind
from scholarfolio.catalog.pagination import (
    GROUPS_ON_PAGE,
    PAPERS_ON_PAGE,
    can_be_narrowed,
    count_pages,
    page_path,
    script_path,
)
from scholarfolio.catalog.redirects import redirections
from scholarfolio.content.collections import COLLECTIONS, entry_collections
from scholarfolio.content.models import CV_PAGE
from scholarfolio.formats.registry import group_formats, writable_formats
from scholarfolio.pictures.tools import missing as missing_tools
from scholarfolio.values.content_folders import ROOT
from scholarfolio.values.invocation import install
from scholarfolio.values.problems import Place, Problems
from scholarfolio.values.theme_files import Theme

# The site's sign in tabs of the browser; a file of the author's own replaces the one with initials.
FAVICON = "favicon.svg"
TOUCH_ICON = "static/touch-icon.png"
# What the sitemap protocol allows in one file (https://www.sitemaps.org/protocol.html).
SITEMAP_MOST = 50_000
# What the names of the program's own files at the root of a site begin with.
OWN_FILES = ".scholarfolio"
# The place of outputs that come from no file of the author's.
PROGRAM = Place("scholarfolio")


class Output(NamedTuple):
    """One file to write.

    Attributes:
        path: below the output folder, with ``/``.
        kind: the name of its row in ``OUTPUT_KINDS``.
        place: where in the author's files it comes from, for messages.
        template: the name of its template, if it is made from one.
        subject: ``COLLECTION/KEY`` if it is about a record or a group, ``COLLECTION`` if it is about all of them, empty
            if it is about the whole site.
        format: for exports, the format's name in the registry; for smaller pictures, theirs.
        parameter: whatever else its maker needs: a picture's width, the number of a sitemap, the text itself.
        file: the path of the file that is copied, or of the picture from which it is made.
        part: for a list over several pages, the number of the page.
        listed: how many papers it lists; it counts as work, and is not a dependency.
    """

    path: str
    kind: str
    place: Place
    template: str = ""
    subject: str = ""
    format: str = ""
    parameter: str = ""
    file: str = ""
    part: int = 1
    listed: int = 0

    @property
    def traits(self) -> OutputKind:
        """The row of its kind."""
        return OUTPUT_KINDS[self.kind]

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return self.path.endswith(".html")

    @property
    def is_copy(self) -> bool:
        """Whether it is a file of the author's own, as it is."""
        return self.traits.maker == "copy"

    @property
    def collection(self) -> str:
        """The collection or index to which its subject belongs."""
        return self.subject.partition("/")[0]

    @property
    def key(self) -> str:
        """The key of the record or group that it is about."""
        return self.subject.partition("/")[2]

    @property
    def unit(self) -> str:
        """The name of its unit: all such outputs about the same subject, or this one alone.

        No path begins with a slash, so that a unit of several never has the name of a unit of one.
        """
        return f"/{self.subject}" if self.traits.with_subject and self.subject and self.part == 1 else self.path

    @property
    def in_chunks(self) -> bool:
        """Whether it says something of every paper, and is joined from fragments, each of a chunk of them."""
        return self.traits.in_chunks and not self.subject

    @property
    def is_indexed(self) -> bool:
        """Whether search engines should list it."""
        return self.is_page and self.traits.indexed

    @property
    def weight(self) -> int:
        """About how much work it is: as much as to show so many papers."""
        return self.traits.weight + self.listed


def units(plan: Iterable[Output]) -> dict[str, list[Output]]:
    """The outputs of each unit, by its name."""
    by_name: dict[str, list[Output]] = {}
    for output in plan:
        by_name.setdefault(output.unit, []).append(output)
    return by_name


class Site(NamedTuple):
    """Everything that a plan is made from.

    Attributes:
        content: the content folder.
        problems: receives collisions and what is not installed.
    """

    catalog: Catalog
    theme: Theme
    content: Path
    problems: Problems

    @property
    def label(self) -> str:
        """The name of the content folder in messages."""
        return self.content.name

    @property
    def url(self) -> str:
        """The address of the site; empty where that is not known."""
        return self.catalog.records.site.url


def plan_outputs(catalog: Catalog, theme: Theme, content: Path, problems: Problems) -> tuple[Output, ...]:
    """List every output, in the order in which they are rendered.

    Two outputs at one address, also where only case differs, are reported with both their sources.
    """
    site = Site(catalog, theme, content, problems)
    outputs = tuple(output for plan in PLANNERS for output in plan(site))
    if site.url:
        outputs = (*outputs, *_sitemaps(outputs))
    _report_collisions(outputs, problems)
    return outputs


def _pages(site: Site) -> Iterator[Output]:
    """The pages that list everything, and single pages."""
    catalog = site.catalog
    program, profile, papers = PROGRAM, Place(f"{site.label}/profile.yaml", 1, 1), len(catalog.papers)
    yield Output("index.html", "home", profile, "home.html", listed=papers)
    row = COLLECTIONS["papers"]
    yield from _list(Output(row.list_path, "papers", program, row.list_template, row.name), papers)
    for part, listed in _scripts(papers):
        if papers > PAPERS_ON_PAGE:  # what narrows a list on one page is told by the page
            path = script_path(row.name, part)
            yield Output(path, "listscript", program, "papers.js", row.name, part=part, listed=listed)
    for index in INDEXES:
        first = Output(f"{index}/index.html", "index", program, "index.html", index)
        yield from _list(first, len(catalog.groups(index)), GROUPS_ON_PAGE)
    yield Output("cv.html", "cv", profile, "cv.html", listed=papers)
    yield Output("404.html", "missing", program, "404.html")
    row = COLLECTIONS["pages"]
    for page in catalog.records.pages:
        if page.id == CV_PAGE:
            continue  # it stands on the CV
        path = row.page_path.format(id=page.id)
        yield Output(path, "page", page.origin, row.page_template, f"{row.name}/{page.id}")


def _papers(site: Site) -> Iterator[Output]:
    """Every paper's page and its formats."""
    row = COLLECTIONS["papers"]
    for paper in site.catalog.papers:
        subject, path = f"{row.name}/{paper.id}", row.page_path.format(id=paper.id)
        yield Output(path, "paper", paper.origin, row.page_template, subject)
        stem = path.removesuffix(".html")
        for format in writable_formats():
            yield Output(f"{stem}{format.suffix}", "export", paper.origin, "", subject, format.name)


def _groups(site: Site) -> Iterator[Output]:
    """Every topic, year, author and venue: its page, its bibliography and, where the site has an address, its feed."""
    catalog = site.catalog
    for index in INDEXES:
        for key, group in catalog.groups(index).items():
            place, subject, path = group.place, f"{index}/{key}", f"{index}/{group.heading.slug}"
            yield from _list(Output(group.heading.path, "group", place, "group.html", subject), len(group.papers))
            for format in group_formats() if group.papers else ():
                yield Output(f"{path}{format.suffix}", "export", place, "", subject, format.name)
            if site.url and catalog.has_dated(group.papers):
                yield Output(group.heading.feed_path, "feed", place, "feed.xml", subject)


def _entries(site: Site) -> Iterator[Output]:
    """Every collection of dated entries that has any: its list, its feed, and the pages of those that have one."""
    for row in entry_collections():
        entries = site.catalog.records.entries.get(row.name, {}).values()
        if not entries:
            continue
        first = Output(row.list_path, "entries", PROGRAM, row.list_template, row.name)
        yield from _list(first, len(entries))
        if row.feed_path and site.url:
            yield Output(row.feed_path, "entryfeed", PROGRAM, "feed.xml", row.name)
        for entry in entries if row.page_path else ():
            if entry.has_page:
                yield Output(row.address(entry), "entry", entry.origin, row.page_template, f"{row.name}/{entry.id}")


def _list(first: Output, items: int, size: int = PAPERS_ON_PAGE) -> Iterator[Output]:
    """The pages of a list: the first, and as many more as its items need."""
    first = first._replace(listed=min(items, size))
    yield first
    for part in range(2, count_pages(items, size) + 1):
        yield first._replace(path=page_path(first.path, part), part=part)


def _exports(site: Site) -> Iterator[Output]:
    """All papers in every format."""
    catalog, program = site.catalog, PROGRAM
    if not catalog.papers:
        return  # an empty bibliography is no use to anybody
    for format in writable_formats():
        yield Output(f"papers{format.suffix}", "export", program, format=format.name, listed=len(catalog.papers))
        for part, listed in _scripts(len(catalog.papers)):  # for ticked papers
            path = script_path(f"export-{format.name}", part)
            yield Output(path, "exportscript", program, format=format.name, part=part, listed=listed)


def _scripts(papers: int) -> Iterator[tuple[int, int]]:
    """The number of each script that the list of papers needs, one for a page of it, and how many papers it has."""
    for part in range(1, count_pages(papers, PAPERS_ON_PAGE) + 1) if can_be_narrowed(papers) else ():
        yield part, min(PAPERS_ON_PAGE, papers - (part - 1) * PAPERS_ON_PAGE)


def _discovery(site: Site) -> Iterator[Output]:
    """Outputs for machines: feeds, search index and the like. Most of them need the site's address."""
    catalog, program = site.catalog, PROGRAM
    yield Output("robots.txt", "robots", program, "robots.txt")
    yield Output("llms.txt", "llms", program, "llms.txt", listed=len(catalog.papers))
    yield Output("static/search-index.js", "search", program, listed=len(catalog.papers))
    if not site.url:
        message = "url is not set, so feeds, sitemap, search description and absolute addresses are left out"
        site.problems.note(Place(f"{site.label}/site.yaml"), message)
        return
    yield Output("opensearch.xml", "opensearch", program, "opensearch.xml")
    if catalog.has_dated(catalog.ids):
        yield Output(COLLECTIONS["papers"].feed_path, "feed", program, "feed.xml")
        yield Output("feed.json", "jsonfeed", program)


def _sitemaps(outputs: Sequence[Output]) -> Iterator[Output]:
    """The sitemap, or where the pages are more than one may list, several and an index of them."""
    program = PROGRAM
    parts = -(-sum(output.is_indexed for output in outputs) // SITEMAP_MOST)
    if parts == 1:
        yield Output("sitemap.xml", "sitemap", program, "sitemap.xml", parameter="0")
        return
    yield Output("sitemap.xml", "sitemapindex", program, "sitemapindex.xml", parameter=str(parts))
    for part in range(parts):
        yield Output(f"sitemap-{part + 1}.xml", "sitemap", program, "sitemap.xml", parameter=str(part))


def _copies(site: Site) -> Iterator[Output]:
    """The theme's static files, and those files of the author that are copied."""
    catalog, content = site.catalog, site.content
    files = site.theme.static_files()
    if FAVICON not in files:
        yield Output(f"static/{FAVICON}", "favicon", PROGRAM)
    for name, path in files.items():
        kind = "stylesheet" if path == site.theme.stylesheet else "copy"
        yield Output(f"static/{name}", kind, Place(f"static/{name}"), file=str(path))
    for name in sorted(catalog.records.files):
        if name.startswith("files/"):
            yield Output(name, "copy", Place(f"{site.label}/{name}"), file=str(content / name))
    for paper in catalog.papers:
        if pdf := catalog.local_pdf(paper):
            yield Output(f"papers/{paper.id}.pdf", "copy", paper.origin, file=str(content / pdf))


def _smaller_pictures(site: Site) -> Iterator[Output]:
    content = site.content
    for picture in site.catalog.records.pictures.values():
        place = Place(f"{site.label}/{picture.src}")
        for path, (width, format) in picture.files.items():
            yield Output(path, "smaller", place, format=format, parameter=str(width), file=str(content / picture.src))


def _drawn_pictures(site: Site) -> Iterator[Output]:
    """The icon for phones; and where the site has an address that can be shared, a card for each paper and for home."""
    catalog, content, records = site.catalog, site.content, site.catalog.records
    if names := missing_tools():
        message = (
            f"{' and '.join(names)} not installed, so smaller pictures, pictures for shared links and the icon for "
            "phones are left out as far as they need it; to install what is missing: "
            f"{install([name.lower() for name in names])}"
        )
        site.problems.note(Place(f"{site.label}/site.yaml"), message)
    if "Typst" in names:
        return
    program, profile = PROGRAM, Place(f"{site.label}/profile.yaml", 1, 1)
    if not (site.theme.own_static.parent / TOUCH_ICON).exists():
        yield Output(TOUCH_ICON, "touchicon", program, "touch-icon.typ")
    which = records.site.cards
    if names or not site.url or which == "none":
        return
    photo, pictures = records.profile.photo, records.pictures
    cards = [("home", "", profile, photo.src if photo else "")]
    papers = (paper for paper in catalog.papers if paper.selected or which != "selected")
    cards += [(f"papers/{p.id}", f"papers/{p.id}", p.origin, p.image.picture if p.image else "") for p in papers]
    for name, subject, place, src in cards:
        format, file = ("jpeg", str(content / src)) if src in pictures else ("png", "")
        yield Output(card_path(name, pictured=bool(file)), "card", place, "card.typ", subject, format, file=file)


def card_path(name: str, *, pictured: bool) -> str:
    """The path of a card: that of ``home``, or of a paper, ``papers/<id>``. With a picture on it, it is a JPEG."""
    return f"static/cards/{name}.{'jpg' if pictured else 'png'}"


def _hosting(site: Site) -> Iterator[Output]:
    """Outputs for GitHub Pages: copy files as they are, use the site's own domain; unless the author has such files."""
    own = site.catalog.records.root_files
    if ".nojekyll" not in own:
        yield Output(".nojekyll", "text", PROGRAM)
    address = urlsplit(site.url)
    host = address.hostname or ""
    # a site below a path is part of somebody else's domain
    if "CNAME" not in own and host and not host.endswith(".github.io") and address.path in ("", "/"):
        yield Output("CNAME", "text", PROGRAM, parameter=f"{host}\n")


def _redirects(site: Site) -> Iterator[Output]:
    """A page for every old address."""
    for old in redirections(site.catalog.records, site.problems):
        yield Output(old.path, "redirect", old.place, "redirect.html", parameter=old.target)


def _root_files(site: Site) -> Iterator[Output]:
    """The author's files that belong at the root of the site."""
    for name in sorted(site.catalog.records.root_files):
        file = f"{ROOT}/{name}"
        place = Place(f"{site.label}/{file}")
        if name.startswith(OWN_FILES):
            site.problems.error(place, f"the program keeps files of its own under names that begin with {OWN_FILES}")
        yield Output(name, "root", place, file=str(site.content / file))


# The functions that list the outputs of a site, in the order in which they are rendered.
PLANNERS: list[Callable[[Site], Iterable[Output]]] = [
    _pages,
    _papers,
    _groups,
    _entries,
    _exports,
    _discovery,
    _copies,
    _smaller_pictures,
    _drawn_pictures,
    _hosting,
    _redirects,
    _root_files,
]


def _report_collisions(outputs: Sequence[Output], problems: Problems) -> None:
    # macOS and Windows take two names that differ only in case, or in how an accent is encoded, for one file
    composed = map(partial(unicodedata.normalize, "NFC"), [output.path for output in outputs])
    keys = list(map(str.casefold, composed))
    _report_folders(outputs, keys, problems)
    taken: dict[str, Output] = {}
    if len(set(keys)) == len(keys):
        return
    for key, output in zip(keys, outputs, strict=True):
        other = taken.setdefault(key, output)
        if other is output or output.traits.beside_page:
            continue  # a page and its exports and feed collide together: once is enough
        if output.place == PROGRAM:  # what has to give way is what the author wrote
            output, other = other, output
        problems.error(output.place, f"{output.traits.collision} {output.path}, {_taker(other, output)}")


def _taker(other: Output, output: Output) -> str:
    """Who has the address that an output would have."""
    if other.key and other.collection == output.collection and output.collection in INDEXES:
        first, second = other.key, output.key
        return f'as "{first}" ({other.place}) and "{second}" make one address; give one a slug of its own'
    if other.traits.fixed_address or other.place == PROGRAM:
        return "which the program itself writes" + ("; rename this file" if output.traits.named_by_file else "")
    return f"which is taken by {other.place}"


def _report_folders(outputs: Sequence[Output], keys: Sequence[str], problems: Problems) -> None:
    """Report files that would have the name of a folder; of all outputs only the author's files can."""
    free = [(key, output) for key, output in zip(keys, outputs, strict=True) if output.traits.any_name]
    if not free:
        return
    folders = {"/".join(parts[:end]) for key in keys for parts in [key.split("/")] for end in range(1, len(parts))}
    files = set(keys)
    for key, output in free:
        parts = key.split("/")
        within = next((at for at in range(1, len(parts)) if "/".join(parts[:at]) in files), 0)
        if key in folders or within:
            name = "/".join(parts[:within]) or output.path
            problems.error(output.place, f"{output.traits.collision} {output.path}, but {name} is both file and folder")
