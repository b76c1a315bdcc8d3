"""Cards: what the pictures of shared links show, of a paper and of the scholar."""

from __future__ import annotations

import unicodedata

from scholarfolio.catalog.people import Byline
from scholarfolio.content.models import Paper, Profile, Site
from scholarfolio.design.looks import Look
from scholarfolio.pictures.card import Card, Inks
from scholarfolio.render.metadata import full_title

# A card names this many authors, and the owner.
AUTHORS_ON_CARD = 5


def paper_card(paper: Paper, byline: Byline, profile: Profile, site: Site, inks: Inks) -> Card:
    """A paper: where it appeared, its title, its authors with the owner among them, and whose site it is."""
    people, others = _people(byline, profile.name.display)
    title = full_title(paper)
    named_already = any(owner for _, owner in people) and site_name(site, profile) == profile.name.display
    return Card(
        title=title,
        head=_head(paper),
        people=people,
        others=others,
        site="" if named_already else site_name(site, profile),
        inks=inks,
        language=paper.language or site.language,
        rightward=is_rightward(title),
    )


def home_card(profile: Profile, site: Site, inks: Inks) -> Card:
    """The scholar: name, position, and where."""
    name = profile.name.display
    return Card(
        title=name,
        head=profile.position,
        site=profile.affiliation or (site.title if site.title != name else ""),
        inks=inks,
        language=site.language,
        rightward=is_rightward(name),
    )


def inks_of(look: Look) -> Inks:
    """The colours of a look's light pages: previews are shown among other people's, mostly light ones."""
    return Inks(*(look.colours(f"--{name}")[0] for name in Inks._fields))


def site_name(site: Site, profile: Profile) -> str:
    """What the site is called."""
    return site.title or profile.name.display


def is_rightward(text: str) -> bool:
    """Whether a text is written from left to right, by its first letter."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") == "L"


def _head(paper: Paper) -> str:
    """Where and when it appeared, the year once, and what it won."""
    year, where = str(paper.year or ""), paper.appeared_in
    return " · ".join(filter(None, (where, "" if year in where else year, paper.award)))


def _people(byline: Byline, owner: str) -> tuple[tuple[tuple[str, bool], ...], bool]:
    """The first authors and the owner, with "…" for those between; and whether more follow."""
    credits = byline.credits
    shown = len(credits) if len(credits) <= AUTHORS_ON_CARD + 1 else AUTHORS_ON_CARD
    people = [(credit.author.name.display, credit.contributor.owner) for credit in credits]
    cut = people[shown:]
    first, last = people[:shown], shown == len(people)
    later = next((at for at, (_, is_owner) in enumerate(cut) if is_owner), None)
    if later is not None:
        gap = [("…", False)] if later else []
        return (*first, *gap, cut[later]), byline.others or later < len(cut) - 1
    if byline.owner_hidden:
        return (*first, ("…", False), (owner, True)), False
    return tuple(first), byline.others or not last
