"""Harvard, as Cite Them Right has it: the form that most British universities teach."""

from __future__ import annotations

from scholarfolio.formats.citation_styles.bylines import Shown, enumerated, initials, inverted
from scholarfolio.formats.citation_styles.wording import italic, joined, label, link, quoted_singly, sentences, within
from scholarfolio.formats.citation_styles.work import Work, month_name
from scholarfolio.values.names import Name

# With this many authors or more, only the first is named.
_MANY = 4
_WHOLE = ("book", "thesis", "report", "software", "patent")


def reference(work: Work) -> str:
    """The reference as HTML."""
    who, when = _who(work), f"({work.year or 'no date'})"
    title = italic(work.title) if work.kind in _WHOLE else quoted_singly(work.title)
    first, *details = _source(work)
    head = joined(who, when, title, by=" ") if who else f"{title} {when}"
    return sentences(joined(head, first), *details, label("Available at:", link(work.link)))


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        return _editors(_names(work.editors, _shown), len(work.editors))
    return _names(work.authors, _shown, others=work.others)


def _names(names: tuple[Name, ...], shown: Shown, *, others: bool = False) -> str:
    """Up to three names; of more only the first."""
    if len(names) < _MANY and not others:
        return enumerated(names, shown, " and ", " and ")
    some = names[: _MANY - 1 if len(names) < _MANY else 1]
    return joined(enumerated(some, shown, ", ", ", "), italic("et al."), by=" ")


def _shown(name: Name) -> str:
    """``van der Berg, J.-L.M.``."""
    return inverted(name, initials(name).replace(" ", ""))


def _in_order(name: Name) -> str:
    """``J.-L.M. van der Berg``."""
    given = initials(name)
    return name.initials.replace(given, given.replace(" ", ""), 1)


def _editors(editors: str, number: int) -> str:
    return f"{editors} {'(ed.)' if number == 1 else '(eds)'}" if editors else ""


def _source(work: Work) -> tuple[str, ...]:
    """What follows the title after a comma, and then more sentences."""
    edition = f"{work.edition} edn" if work.edition else ""
    issued = joined(work.place, "" if work.self_published else work.publisher, by=": ")
    match work.kind:
        case "article":
            return (joined(italic(work.container), work.volume + within(work.number), _pages(work)),)
        case "part":
            editors = _names(work.editors, _in_order)
            contained = joined(_editors(editors, len(work.editors)), italic(work.container), by=" ")
            return (label("in", contained), edition, label("Vol.", work.volume), joined(issued, _pages(work)))
        case "book":
            series = within(joined(work.series, work.volume, by=", ")) if work.series else ""
            volume = "" if series else label("Vol.", work.volume)
            return ("", edition, volume, joined(issued, series, by=" "))
        case "thesis":
            return ("", work.thesis("PhD thesis", "Master’s thesis", "Thesis"), work.publisher)
        case "report":
            return ("", work.own_number, issued)
        case "talk":
            return (joined(italic(work.container), work.place, _day(work)),)
        case "patent":
            return ("", work.numbered("Patent no."))
        case "unpublished":
            return ("", "Unpublished manuscript", work.publisher)
        case "software":
            return ("", "Computer program", work.publisher)
        case _:
            return ("", work.container, issued)


def _day(work: Work) -> str:
    """The day or month, which is all that the year at the reference's head leaves open."""
    return joined(str(work.date.day or ""), month_name(work.date), by=" ") if work.date else ""


def _pages(work: Work) -> str:
    if work.is_article_number:
        return f"article {work.pages}"
    return label("pp." if work.has_several_pages else "p.", work.pages)
