"""What the peers are given: each paper as plain data, with everything worked out that only scholarfolio can work out.

LaTeX is already HTML, plain text and safe BibTeX; who is who, who gets a page, which papers are related and how dates
are written is settled; charts are drawn. All of this is part of scholarfolio's time and of nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scholarfolio.build.site import plan_site
from scholarfolio.catalog.catalog import INDEXES, Catalog, Group
from scholarfolio.catalog.pagination import PAPERS_ON_PAGE
from scholarfolio.catalog.people import Credit
from scholarfolio.content.models import Paper
from scholarfolio.formats.bibtex.writer import protect_capitals
from scholarfolio.languages.language import english
from scholarfolio.render.metadata import full_title, page_range
from scholarfolio.text.markup import escape
from scholarfolio.values.problems import Problems

Data = dict[str, Any]

# Fields whose text goes as it is.
PLAIN = "venue journal booktitle volume number publisher doi arxiv pdf project video award license".split()
DESCRIPTION = 200


@dataclass(frozen=True)
class Given:
    """A site as data.

    Attributes:
        site: its title, address and owner.
        papers: newest first.
        terms: for each index, its groups by slug, each with its name, its label, the number of its papers and where it
            has one its chart, in the order of the index page.
        drawn: for each index, the charts that stand before and after its groups.
        frames: for each section of the site, what stands around its pages.
    """

    site: Data
    papers: tuple[Data, ...]
    terms: Mapping[str, Mapping[str, Data]]
    drawn: Mapping[str, tuple[str, str]]
    frames: Mapping[str, tuple[str, str]]

    @property
    def has_texts_to_copy(self) -> bool:
        """Whether the site has the texts of all papers as scripts, for its reader to copy those that are ticked."""
        return len(self.papers) <= PAPERS_ON_PAGE


def given(content: Path, site: Path) -> Given:
    """What the peers are given.

    Args:
        content: a content folder that has no errors.
        site: the site as scholarfolio built it, for what is drawn and what stands around the pages: the peers' pages
            have the same menu, search, charts and footer as the theme of the day.
    """
    prepared = plan_site(content, "", Problems())
    assert prepared is not None, "the invented content can be planned"
    catalog = prepared.catalog
    pages = {index: (site / index / "index.html").read_text("utf-8") for index in INDEXES}
    return Given(
        _site(catalog),
        tuple(_paper(paper, catalog) for paper in catalog.papers),
        {index: _terms_of(index, catalog, pages[index]) for index in INDEXES},
        {index: _around_groups(page) for index, page in pages.items()},
        dict(_frames(site)),
    )


def _site(catalog: Catalog) -> Data:
    site, profile = catalog.records.site, catalog.records.profile
    return {
        "title": site.title,
        "description": site.description,
        "url": site.url,
        "owner": profile.name.display,
        "owner_slug": _owner(catalog),
        "given": profile.name.given,
        "family": profile.name.family,
        "position": profile.position,
        "affiliation": profile.affiliation,
        "email": profile.email,
        "bio": profile.bio.source,
        "bio_plain": profile.bio.plain,
        "links": [{"label": link.label, "url": link.url} for link in profile.links],
        "selected": [paper.id for paper in catalog.papers if paper.selected][:6],
    }


def _terms_of(index: str, catalog: Catalog, page: str) -> dict[str, Data]:
    strips = dict(re.findall(rf'<a href="../{index}/([^"]+)\.html".*?(<span class="strip".*?</svg></span>)', page))
    return {
        group.heading.slug: _term(group) | {"strip": strips.get(group.heading.slug, "")}
        for group in catalog.groups(index).values()
    }


def _term(group: Group) -> Data:
    heading = group.heading
    return {"name": heading.name, "label": heading.label, "area": heading.area, "count": len(group.papers)}


def _around_groups(page: str) -> tuple[str, str]:
    """What stands in an index between its heading and its first list of groups, and after its last."""
    main = page[page.index("<main") : page.index("</main>")].partition('<nav class="pager')[0]
    before, _, rest = main.partition('<section class="index')
    return before.partition("</header>")[2].strip(), rest.rpartition("</ul>\n</section>")[2].strip()


def _owner(catalog: Catalog) -> str:
    return next((group.heading.slug for group in catalog.authors.values() if group.heading.owner), "")


def _paper(paper: Paper, catalog: Catalog) -> Data:
    topics = [catalog.topics[topic].heading for topic in paper.all_topics]
    date = english().locale.date
    first, last = page_range(paper.pages)
    found: Data = {
        "id": paper.id,
        "title": full_title(paper),
        "title_html": _unless_plain(str(paper.title.html), str(escape(paper.title.plain))),
        "title_tex": _unless_plain(protect_capitals(paper.title.latex), paper.title.plain),
        "weight": catalog.position[paper.id] + 1,
        "year": str(paper.year),
        "date_iso": paper.date.iso if paper.date else "",
        "date_long": date(paper.date) if paper.date else "",
        "date_short": date(paper.date, "short") if paper.date else "",
        "scholar": paper.date.scholar if paper.date else "",
        "date_padded": paper.date.padded if paper.date else "",
        "month": (paper.date.bibtex_month if paper.date else "") or "",
        "byline": [_author(credit, catalog) for credit in catalog.bylines[paper.id].credits],
        "others": paper.authors.others,
        "owner_hidden": catalog.bylines[paper.id].owner_hidden,
        "area": {"slug": topics[0].slug, "name": topics[0].name, "label": topics[0].label},
        "chips": [{"slug": topic.slug, "name": topic.name} for topic in topics],
        "kind": paper.type,
        "link": paper.url,
        "type_label": paper.type_info.label,
        "venue_slug": "".join(_venue(paper, catalog)),
        "shown_venue": paper.appeared_in,
        "pages": paper.pages,
        "first": first,
        "last": last,
        "code": list(paper.code),
        "keywords": list(paper.keywords),
        "abstract": paper.abstract.plain,
        "abstract_html": _unless_plain(str(paper.abstract.blocks), f"<p>{escape(paper.abstract.plain)}</p>"),
        "abstract_tex": _unless_plain(paper.abstract.latex, paper.abstract.plain),
        "summary": paper.summary.source,
        "summary_plain": paper.summary.plain,
        "description": _clipped(paper.summary.plain or paper.abstract.plain or f"{paper.title.plain}"),
        "related": list(catalog.related[paper.id]),
        **{name: getattr(paper, name) for name in PLAIN},
    }
    if paper.citations:
        found["cited"] = paper.citations.count
    return {name: value for name, value in found.items() if value not in ("", [], False)} | _terms(paper, catalog)


def _unless_plain(text: str, plain: str) -> str:
    """A text in another form, where that is not what everybody makes of the plain one."""
    return "" if text == plain else text


def _author(credit: Credit, catalog: Catalog) -> Data:
    who, name = credit.contributor, credit.author.name
    found = {"name": name.display, "family": name.family, "given": name.given, "owner": who.owner}
    found["slug"] = who.slug if who.slug in catalog.authors else ""
    return {key: value for key, value in found.items() if value}


def _terms(paper: Paper, catalog: Catalog) -> Data:
    """The groups that a paper belongs to, by slug."""
    line = catalog.bylines[paper.id]
    authors = [credit.contributor.slug for credit in line.credits if credit.contributor.slug in catalog.authors]
    if line.owner_hidden:
        authors.append(_owner(catalog))
    return {
        "topics": [catalog.topics[topic].heading.slug for topic in paper.all_topics],
        "years": [str(paper.year)],
        "authors": authors,
        "venues": _venue(paper, catalog),
    }


def _venue(paper: Paper, catalog: Catalog) -> list[str]:
    venue = catalog.venue_of.get(paper.id)
    return [venue.heading.slug] if venue else []


def _clipped(text: str) -> str:
    if len(text) <= DESCRIPTION:
        return text
    return text[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def _frames(site: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """What stands around every page of a section: all from ``<body>`` to ``<main>``, and all after it."""
    pages = {index: f"{index}/index.html" for index in INDEXES}
    samples = pages | {"home": "index.html", "cv": "cv.html", "missing": "404.html", "list": "papers/index.html"}
    samples["papers"] = next(f"papers/{page.name}" for page in (site / "papers").glob("*-0.html"))
    for section, page in samples.items():
        text = (site / page).read_text("utf-8")
        start, main, end = text.index("<body"), text.index('<main id="_main"'), text.index("</main>")
        yield section, (text[text.index(">", start) + 1 : main], text[end + len("</main>") :])
