"""The owner, on the front page and the CV."""

from __future__ import annotations

from typing import Any

from scholarfolio.content.models import CV_PAGE
from scholarfolio.content.text_places import BODY, TextSource
from scholarfolio.render.contexts.page_context import PageContext, PageData

# Beyond this many papers the CV names the newest and leads to the list of all.
PAPERS_ON_CV = 1000


def about(page: PageContext) -> dict[str, Any]:
    """Who the owner is."""
    profile, views = page.queries.profile, page.views
    area = page.queries.find("topics", profile.area)
    return {
        "bio": page.rendered(profile.bio, page.queries.source("profile", "bio")),
        "photo": views.pictures.portrait(profile.photo) if profile.photo else None,
        "links": [views.labelled(link) for link in profile.links],
        "area": views.group(area) if area else None,
    }


def metrics(page: PageContext) -> dict[str, Any]:
    """Figures about the owner; who gave them and when, each source once: ``Google Scholar, January 2026``."""
    comma, semicolon, language = page.say("comma"), page.say("semicolon"), page.language
    figures = page.queries.profile.metrics
    sources = (
        comma.join(filter(None, (language.isolated(figure.source), language.date(figure.date) if figure.date else "")))
        for figure in figures
    )
    return {"metrics": figures, "metric_sources": semicolon.join(filter(None, dict.fromkeys(sources)))}


def cv(page: PageContext) -> PageData:
    """The CV."""
    papers = page.by_year(page.queries.papers[:PAPERS_ON_CV])
    intro = next((own for own in page.queries.pages if own.id == CV_PAGE), None)
    body = page.rendered(intro.body, TextSource(intro.origin, BODY), anchors=True) if intro else ""
    names = {**about(page), **metrics(page), **papers, "intro": body}
    return PageData(page.say("cv"), names, description=intro.description if intro else "")
