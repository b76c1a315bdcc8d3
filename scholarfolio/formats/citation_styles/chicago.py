"""Chicago author-date: The Chicago Manual of Style, 18th edition, chapters 13 and 14."""

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
from scholarfolio.formats.citation_styles.work import Work, different_digits, last_two_digits, month_name, shortened
from scholarfolio.values.names import Name

# With more authors than this, only some are named.
_ALL, _SOME = 6, 3
_WHOLE = ("book", "report", "software")


def reference(work: Work) -> str:
    """The reference as HTML."""
    who, when, title = _who(work), work.year or "n.d.", _title(work)
    head = (who, when, title) if who else (title, when)
    return sentences(*head, *map(capital, _source(work)), link(work.link))


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        return f"{_names(work.editors)}, {'ed.' if len(work.editors) == 1 else 'eds.'}"
    if work.others:
        return joined(enumerated(work.authors[:_SOME], in_order, ", ", ", ", first=family_first), "et al.")
    return _names(work.authors)


def _names(names: tuple[Name, ...]) -> str:
    if len(names) > _ALL:
        return enumerated(names[:_SOME], in_order, ", ", ", ", first=family_first) + ", et al."
    return enumerated(names, in_order, ", and ", ", and ", first=family_first)


def _title(work: Work) -> str:
    if work.kind == "patent":
        return work.title
    title = headline(work.title) if work.english else work.title
    return italic(title) if work.kind in _WHOLE else quoted(title, ".")


def _source(work: Work) -> tuple[str, ...]:
    """Where it appeared, as sentences."""
    match work.kind:
        case "article":
            return (_article(work),)
        case "part":
            return (_part(work), work.publisher)
        case "book":
            return (_edition(work), _series(work), work.publisher)
        case "thesis":
            return (joined(work.thesis("PhD diss.", "Master’s thesis", "Thesis"), work.publisher),)
        case "report":
            return (work.own_number, "" if work.self_published else work.publisher)
        case "preprint" | "dataset":
            return (joined("Preprint" if work.kind == "preprint" else "", work.publisher, _day(work)),)
        case "talk":
            presented = "Poster presented at" if work.type == "poster" else "Paper presented at"
            return (joined(label(presented, work.container), work.place, _day(work)),)
        case "patent":
            return (joined(work.numbered("Patent"), label("issued", _day(work, year=True))),)
        case "unpublished":
            return ("Unpublished manuscript", work.publisher)
        case _:
            return (work.container, work.publisher)


def _article(work: Work) -> str:
    """``Journal 12 (3): 101–17``; without volume and number the pages follow a comma."""
    numbers = joined(work.volume, _number(work), by=" ")
    named = joined(italic(work.container), numbers, by=" " if work.volume else ", ")
    return joined(named, _pages(work), by=": " if numbers else ", ")


def _number(work: Work) -> str:
    """The number, in brackets behind a volume and with a word before it otherwise."""
    return f"({work.number})" if work.volume and work.number else label("no.", work.number)


def _part(work: Work) -> str:
    editors = label("edited by", enumerated(work.editors, in_order, " and ", ", and "))
    details = joined(_edition(work), label("vol.", work.volume), editors, _pages(work))
    return joined(label("In", italic(work.container)), details)


def _edition(work: Work) -> str:
    return f"{work.edition} ed." if work.edition else ""


def _series(work: Work) -> str:
    return joined(work.series, work.volume, by=" ") if work.series else label("Vol.", work.volume)


def _day(work: Work, *, year: bool = False) -> str:
    """The day or month, which is all that the year at the reference's head leaves open."""
    if not work.date:
        return ""
    day = joined(month_name(work.date), str(work.date.day or ""), by=" ")
    return joined(day, work.year) if year else day


def _pages(work: Work) -> str:
    return shortened(work.pages, _cut)


def _cut(first: str, second: str) -> str:
    """Chicago's abbreviation of ranges (9.63): 3–10, 100–104, 107–8, 321–28."""
    number = int(first)
    if number < 100 or number % 100 == 0:
        return second
    return (different_digits if number % 100 < 10 else last_two_digits)(first, second)
