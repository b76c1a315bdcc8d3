"""MLA: MLA Handbook, 9th edition, chapter 5."""

from __future__ import annotations

from scholarfolio.formats.citation_styles.bylines import enumerated, family_first, in_order
from scholarfolio.formats.citation_styles.wording import (
    capital,
    headline,
    italic,
    joined,
    label,
    link,
    quoted,
    sentences,
)
from scholarfolio.formats.citation_styles.work import Work, last_two_digits, month_name, shortened
from scholarfolio.values.names import Name

_MONTHS = {5: "May", 6: "June", 7: "July", 9: "Sept."}
# What stands by itself has its title in italics; parts of something else have theirs in quotation marks.
_WHOLE = ("book", "thesis", "report", "software", "patent")


def reference(work: Work) -> str:
    """The reference as HTML."""
    title = headline(work.title) if work.english else work.title
    shown = italic(title) if work.kind in _WHOLE else quoted(title, ".")
    early = work.year if work.kind == "thesis" else ""
    return sentences(_who(work), shown, early, capital(joined(*_container(work), link(work.link))), _last(work))


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        return f"{_names(work.editors)}, {'editor' if len(work.editors) == 1 else 'editors'}"
    if work.others:
        return joined(enumerated(work.authors[:1], family_first, "", ""), "et al.")
    return _names(work.authors)


def _names(names: tuple[Name, ...]) -> str:
    """One or two names; of more only the first."""
    if len(names) > 2:
        return f"{enumerated(names[:1], family_first, '', '')}, et al."
    return enumerated(names, in_order, ", and ", "", first=family_first)


def _container(work: Work) -> tuple[str, ...]:
    """Where it appeared, in MLA's order of elements."""
    match work.kind:
        case "article":
            numbers = (label("vol.", work.volume), label("no.", work.number))
            return (italic(work.container), *numbers, _when(work, days=False), _pages(work))
        case "part":
            contained = (italic(work.container), _editors(work), _edition(work), label("vol.", work.volume))
            return (*contained, work.publisher, work.year, _pages(work))
        case "book":
            volume = "" if work.series else label("vol.", work.volume)
            return (_edition(work), volume, work.publisher, work.year)
        case "thesis":
            return (work.publisher, work.thesis("PhD dissertation", "Master’s thesis", "Thesis"))
        case "report":
            return (work.numbered("no."), "" if work.self_published else work.publisher, work.year)
        case "preprint" | "dataset":
            return (italic(work.publisher), _when(work))
        case "talk":
            return (work.container, _when(work), work.place)
        case "patent":
            return (work.numbered("Patent"), work.publisher, _when(work))
        case "unpublished":
            return (work.publisher, _when(work), "unpublished manuscript")
        case _:
            return (work.container, work.publisher, _when(work))


def _last(work: Work) -> str:
    """What MLA lets follow the rest: a series, or what kind of thing it is."""
    if work.kind == "talk":
        return "Poster presentation" if work.type == "poster" else "Conference presentation"
    return joined(work.series, work.volume, by=" ") if work.kind == "book" and work.series else ""


def _when(work: Work, *, days: bool = True) -> str:
    date = work.date
    if not date:
        return ""
    return joined(str(date.day or "") if days else "", month_name(date, _MONTHS), work.year, by=" ")


def _editors(work: Work) -> str:
    names = work.editors
    if len(names) > 2:
        return f"edited by {enumerated(names[:1], in_order, '', '')} et al."
    return label("edited by", enumerated(names, in_order, " and ", ""))


def _edition(work: Work) -> str:
    return f"{work.edition} ed." if work.edition else ""


def _pages(work: Work) -> str:
    if work.is_article_number:
        return f"article {work.pages}"
    return label("pp." if work.has_several_pages else "p.", shortened(work.pages, last_two_digits))
