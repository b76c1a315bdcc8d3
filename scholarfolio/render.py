"""Render: one planned output becomes bytes. Pure: the same catalog and output give the same bytes, in any process."""

from __future__ import annotations

import re
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import jinja2

from scholarfolio import __version__
from scholarfolio.catalog import UNDATED, Catalog, Group
from scholarfolio.charts import BarChart, bars_by_year
from scholarfolio.formats import bibtex
from scholarfolio.plan import INDEXES, Output, groups
from scholarfolio.problems import Place, Problem
from scholarfolio.theme import Theme
from scholarfolio.views import Views

INDEX_TITLES = {"topics": "Topics", "years": "Years", "authors": "Authors", "venues": "Venues"}
SELECTED_ON_HOME = 6
# Beyond this many papers the home page shows the newest and leads to the list of all.
PAPERS_ON_HOME = 200


@dataclass(frozen=True)
class Rendered:
    """An output's bytes, or the problems that prevented them."""

    output: Output
    data: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class NavItem:
    """An entry of the menu; ``current`` is ``page`` or ``section`` on the pages it leads to."""

    label: str
    href: str
    current: str


@dataclass(frozen=True)
class PageInfo:
    """What the head of a page says about it."""

    path: str
    kind: str
    title: str
    description: str
    canonical: str
    alternate: str = ""


@dataclass
class _Links:
    """Resolves addresses of the site from one page."""

    prefix: str
    planned: frozenset[str]
    broken: list[str] = field(default_factory=list)

    def url(self, address: str) -> str:
        """A link to an address of the site. Absolute addresses and fragments pass unchanged."""
        if re.match(r"[a-zA-Z][\w+.-]*:|#|//", address):
            return address
        path, rest = _split(address)
        return f"{self.prefix}{quote(path)}{rest}"

    def checked(self, address: str) -> str:
        """The same for addresses that an author typed, or a template: those that lead nowhere are noted."""
        link = self.url(address)
        if link != address and _split(address)[0] not in self.planned:
            self.broken.append(address)
        return link


def _split(address: str) -> tuple[str, str]:
    """An address's path, with its letters as on disk, and what follows from ``?`` or ``#`` on."""
    match = re.search(r"[?#]|$", address)
    assert match is not None, "the end of the text always matches"
    path = unquote(address[: match.start()]).removeprefix("./")
    return unicodedata.normalize("NFC", path), address[match.start() :]


class Renderer:
    """Renders the outputs of one plan.

    Args:
        catalog: what pages are made from.
        theme: where templates are.
        planned: the paths of all outputs: the only ones that pages may link to.
    """

    def __init__(self, catalog: Catalog, theme: Theme, planned: frozenset[str]) -> None:
        self.catalog = catalog
        self.planned = planned
        self._templates = _environment(theme)
        self._makers: Mapping[str, Callable[[Output], Rendered]] = {
            "bibtex": self._bibtex,
            "copy": self._copy,
            "text": lambda output: Rendered(output, output.subject.encode()),
        }

    def render(self, output: Output) -> Rendered:
        """Make an output's bytes. An author's mistake in a template or a link comes back as a problem."""
        return self._makers.get(output.kind, self._page)(output)

    def _copy(self, output: Output) -> Rendered:
        assert output.file is not None
        try:
            return Rendered(output, output.file.read_bytes())
        except OSError as error:
            return Rendered(output, b"", (Problem(output.place, f"cannot be read: {error.strerror}"),))

    def _bibtex(self, output: Output) -> Rendered:
        kind, _, key = output.subject.partition("/")
        if not kind:
            papers = self.catalog.papers
        elif kind == "paper":
            papers = (self.catalog.by_id[key],)
        else:
            papers = groups(self.catalog, kind)[key].papers
        return Rendered(output, "\n".join(bibtex.dumps(paper) for paper in papers).encode())

    def _page(self, output: Output) -> Rendered:
        links = _Links(self._prefix(output), self.planned)
        try:
            context = _Context(self.catalog, output, links).all()
            text = self._templates.get_template(output.template).render(context)
        except Exception as error:
            problem = _template_problem(error)
            if problem is None:
                raise
            return Rendered(output, b"", (problem,))
        broken = tuple(
            Problem(output.place, f'links to "{address}", which the site does not have', "warning")
            for address in dict.fromkeys(links.broken)
        )
        return Rendered(output, text.encode(), broken)

    def _prefix(self, output: Output) -> str:
        """What leads from a page to the site's root. The page for missing pages is shown at any depth."""
        base = urlsplit(self.catalog.records.site.url).path
        if output.kind == "missing" and self.catalog.records.site.url:
            return base.rstrip("/") + "/"
        return "../" * output.path.count("/")


class _Context:
    """What the templates of one page can name."""

    def __init__(self, catalog: Catalog, output: Output, links: _Links) -> None:
        self.catalog = catalog
        self.output = output
        self.url = links.url
        self.checked = links.checked
        self.views = Views(catalog, links.url)

    def all(self) -> dict[str, Any]:
        """The names that every page has, and those of this page's kind."""
        records = self.catalog.records
        special: dict[str, Any] = getattr(self, self.output.kind)()
        title, description = special.pop("title"), special.pop("description", "")
        head = special.pop("head", title)
        site_title = records.site.title or records.profile.name.display
        info = PageInfo(
            path=self.output.path,
            kind=self.output.kind,
            title=site_title if self.output.kind == "home" else f"{head} · {site_title}",
            description=_clip(description or records.site.description or f"{title}: {site_title}"),
            canonical=_absolute(records.site.url, self.output.path),
            alternate=special.pop("alternate", ""),
        )
        return {
            "page": info,
            "site": records.site,
            "site_title": site_title,
            "profile": records.profile,
            "url": self.checked,
            "nav": list(self._navigation()),
            "footer": records.site.footer.rendered(self.checked if self.output.kind == "home" else self.url),
            "version": __version__,
            "heading": title,
            **special,
        }

    def _navigation(self) -> Iterator[NavItem]:
        records = self.catalog.records
        if records.site.navigation:
            for item in records.site.navigation:
                yield self._nav_item(item.label, item.page or item.url)
            return
        yield self._nav_item("Papers", "papers/index.html")
        for index in INDEXES:
            if groups(self.catalog, index):
                yield self._nav_item(INDEX_TITLES[index], f"{index}/index.html")
        for page in sorted(records.pages, key=lambda page: (page.order, page.title.casefold())):
            if page.nav:
                yield self._nav_item(page.title, f"{page.id}.html")
        yield self._nav_item("CV", "cv.html")

    def _nav_item(self, label: str, address: str) -> NavItem:
        here = self.output.path
        same_folder = address.endswith("/index.html") and here.startswith(address.removesuffix("index.html"))
        current = "page" if here == address else "true" if same_folder else ""
        return NavItem(label, self.url(address), current)

    def home(self) -> dict[str, Any]:
        """The front page."""
        catalog, profile = self.catalog, self.catalog.records.profile
        selected = [paper for paper in catalog.papers if paper.selected][:SELECTED_ON_HOME]
        return {
            "title": catalog.records.site.title or profile.name.display,
            "bio": profile.bio.rendered(self.checked),
            "photo": profile.photo,
            "photo_src": self.views.target(profile.photo.src) if profile.photo else "",
            "links": [self.views.labelled(link) for link in profile.links],
            "area": self._area(profile.area),
            "metrics": profile.metrics,
            "metric_sources": self._metric_sources(),
            "chart": self._chart(),
            "selected": self.views.cards(selected),
            "cards": self.views.cards(catalog.papers[:PAPERS_ON_HOME]),
            "total": len(catalog.papers),
        }

    def _area(self, topic: str) -> Any:
        group = self.catalog.topics.get(topic)
        return self.views.group(group) if group else None

    def _metric_sources(self) -> str:
        """Who gave the figures and when, each source once: ``Google Scholar, January 2026``."""
        sources = {
            ", ".join(filter(None, (metric.source, metric.date.long if metric.date else ""))): None
            for metric in self.catalog.records.profile.metrics
        }
        return "; ".join(filter(None, sources))

    def _chart(self) -> BarChart | None:
        dated = {int(year): group for year, group in self.catalog.years.items() if year != UNDATED}
        counts = {year: len(group.papers) for year, group in dated.items()}
        return bars_by_year(counts, {year: self.url(group.path) for year, group in dated.items()})

    def papers(self) -> dict[str, Any]:
        """All papers by year."""
        years = [(self.views.group(group), self.views.cards(group.papers)) for group in self.catalog.years.values()]
        total = len(self.catalog.papers)
        return {"title": "Papers", "years": years, "total": total, "alternate": self.url("papers.bib")}

    def paper(self) -> dict[str, Any]:
        """A paper's own page."""
        paper = self.catalog.by_id[self.output.subject]
        newer, older = self.catalog.neighbours(paper)
        related = [self.catalog.by_id[other] for other in self.catalog.related[paper.id]]
        card = self.views.card(paper)
        return {
            "title": paper.title.plain,
            "description": paper.summary.plain or paper.abstract.plain,
            "paper": paper,
            "card": card,
            "byline": self.views.byline(paper),
            "links": self.views.links(paper),
            "facts": self.views.facts(paper),
            "summary": paper.summary.rendered(self.checked),
            "versions": [(version, self.views.target(version.href)) for version in paper.versions],
            "image_src": self.views.target(paper.image.src) if paper.image else "",
            "bibtex": bibtex.dumps(paper),
            "alternate": self.url(f"papers/{paper.id}.bib"),
            "related": self.views.cards(related),
            "newer": self.views.card(newer) if newer else None,
            "older": self.views.card(older) if older else None,
        }

    def index(self) -> dict[str, Any]:
        """The index of topics, years, authors or venues."""
        index = self.output.subject
        found = list(groups(self.catalog, index).values())
        areas = [group for group in found if group.area]
        rest = [group for group in found if not group.area]
        sections = [("Areas", self.views.groups(areas)), ("Topics", self.views.groups(rest))] if areas else []
        return {
            "title": INDEX_TITLES[index],
            "index": index,
            "sections": sections or [("", self.views.groups(found))],
            "description": f"{INDEX_TITLES[index]} of the papers of {self.catalog.records.profile.name.display}",
        }

    def group(self) -> dict[str, Any]:
        """The page of one topic, year, author or venue."""
        index, _, key = self.output.subject.partition("/")
        group = groups(self.catalog, index)[key]
        return {
            "title": group.name,
            "head": f"{group.name} · {INDEX_TITLES[index]}",
            "group": group,
            "index": index,
            "index_title": INDEX_TITLES[index],
            "index_href": self.url(f"{index}/index.html"),
            "cards": self.views.cards(group.papers),
            "text": group.topic.description.rendered(self.checked) if group.topic else "",
            "details": self._details(group),
            "alternate": self.url(f"{index}/{group.slug}.bib"),
            "description": f"{len(group.papers)} papers: {group.name}",
        }

    @staticmethod
    def _details(group: Group) -> list[tuple[str, str]]:
        """Links about a person or a venue: ``(words, address)``."""
        found = []
        if group.person and group.person.url:
            found.append(("Home page", group.person.url))
        if group.person and group.person.orcid:
            found.append((f"ORCID {group.person.orcid}", f"https://orcid.org/{group.person.orcid}"))
        if group.venue and group.venue.url:
            found.append(("Web page", group.venue.url))
        return found

    def cv(self) -> dict[str, Any]:
        """The CV."""
        profile = self.catalog.records.profile
        years = [(self.views.group(group), self.views.cards(group.papers)) for group in self.catalog.years.values()]
        return {
            "title": "CV",
            "bio": profile.bio.rendered(self.checked),
            "links": [self.views.labelled(link) for link in profile.links],
            "area": self._area(profile.area),
            "metrics": profile.metrics,
            "metric_sources": self._metric_sources(),
            "years": years,
            "total": len(self.catalog.papers),
        }

    def page(self) -> dict[str, Any]:
        """A page of the author's own."""
        page = next(page for page in self.catalog.records.pages if page.id == self.output.subject)
        return {"title": page.title, "description": page.description, "body": page.body.rendered(self.checked)}

    def missing(self) -> dict[str, Any]:
        """What a host shows for an address that does not exist."""
        return {"title": "Page not found"}


def _absolute(base: str, path: str) -> str:
    """A page's full address, where the site's is known; an index goes by the name of its folder."""
    if not base:
        return ""
    return f"{base.rstrip('/')}/{quote(path.removesuffix('index.html') if path == 'index.html' else path)}"


def _clip(text: str, most: int = 200) -> str:
    """Text for a description: cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def _environment(theme: Theme) -> jinja2.Environment:
    default = jinja2.FileSystemLoader(theme.templates)
    own = jinja2.FileSystemLoader(theme.own_templates)
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([own, default, jinja2.PrefixLoader({"theme": default})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _template_problem(error: Exception) -> Problem | None:
    """A mistake in a template with its file and line; ``None`` when no template was involved."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = error.filename or error.name or "template"
        return Problem(_template_place(path, error.lineno), f"not a valid template: {error.message}")
    if isinstance(error, jinja2.TemplateNotFound):
        frame = _template_frame(error)
        place = _template_place(frame.filename, frame.lineno or 1) if frame else Place("templates")
        return Problem(place, f'there is no template "{error.name}"')
    frame = _template_frame(error)
    if frame is None:
        return None
    place = _template_place(frame.filename, frame.lineno or 1)
    if isinstance(error, RecursionError):
        return Problem(place, 'a template includes or extends itself; extend the default by "theme/NAME" instead')
    return Problem(place, f"the template fails: {error}")


def _template_frame(error: Exception) -> traceback.FrameSummary | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame for frame in reversed(frames) if frame.filename.endswith((".html", ".xml", ".txt"))), None)


def _template_place(path: str, line: int) -> Place:
    return Place(f"templates/{Path(path).name}", line, 1)
