"""APA: Publication Manual of the American Psychological Association, 7th edition, chapters 9 and 10.

Titles are set as the record has them: nothing can tell a proper noun from a capital that APA would lower.
"""

from __future__ import annotations

from scholarfolio.formats.citation_styles.bylines import enumerated, family_and_initials, with_initials
from scholarfolio.formats.citation_styles.wording import capital, italic, joined, label, link, sentences, within
from scholarfolio.formats.citation_styles.work import Work, month_name

# With more authors than this, only some are named.
_ALL, _BEFORE_ELLIPSIS = 20, 19

_DESCRIPTIONS = {
    "dataset": "Data set",
    "software": "Computer software",
    "talk": "Conference presentation",
    "unpublished": "Unpublished manuscript",
}


def reference(work: Work) -> str:
    """The reference as HTML."""
    who, when, title = _who(work), within(_when(work)), _title(work)
    head = (who, when, title) if who else (title, when)
    return joined(sentences(*head, *_source(work)), link(work.link), by=" ")


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        editors = enumerated(work.editors, family_and_initials, ", & ", ", & ")
        return f"{editors} ({'Ed.' if len(work.editors) == 1 else 'Eds.'})"
    names = work.authors
    if work.others:
        return joined(enumerated(names[:_BEFORE_ELLIPSIS], family_and_initials, ", ", ", "), "et al.")
    if len(names) > _ALL:
        named = enumerated(names[:_BEFORE_ELLIPSIS], family_and_initials, ", ", ", ")
        return f"{named}, … {enumerated(names[-1:], family_and_initials, '', '')}"
    return enumerated(names, family_and_initials, ", & ", ", & ")


def _when(work: Work) -> str:
    date = work.date
    if not date:
        return "n.d."
    if work.kind != "talk":
        return work.year
    return joined(work.year, joined(month_name(date), str(date.day or ""), by=" "))


def _title(work: Work) -> str:
    """The title, with what identifies and describes it behind."""
    if work.kind in ("article", "part"):
        return work.title
    volume = label("Vol.", work.volume) if work.kind == "book" else ""
    identified = within(joined(_edition(work), volume, _number(work)))
    return joined(italic(work.title), identified, within(_description(work), "[]"), by=" ")


def _edition(work: Work) -> str:
    return f"{work.edition} ed." if work.edition else ""


def _number(work: Work) -> str:
    if work.kind == "preprint":
        return f"arXiv:{work.arxiv}" if work.arxiv else ""
    word = {"report": "Report No.", "patent": "Patent No."}.get(work.kind)
    return work.numbered(word) if word else ""


def _description(work: Work) -> str:
    if work.kind == "thesis":
        return joined(work.thesis("Doctoral dissertation", "Master’s thesis", "Thesis"), work.publisher)
    return "Poster presentation" if work.type == "poster" else _DESCRIPTIONS.get(work.kind, "")


def _source(work: Work) -> tuple[str, ...]:
    """Where it appeared, as sentences."""
    match work.kind:
        case "article":
            volume = italic(work.volume) + within(work.number)
            pages = f"Article {work.pages}" if work.is_article_number else work.pages
            return (joined(italic(work.container), volume, pages),)
        case "part":
            return (_part(work), work.publisher)
        case "thesis":
            return ()
        case "talk":
            return (joined(work.container, work.place),)
        case _:
            return (work.container, "" if work.self_published else work.publisher)


def _part(work: Work) -> str:
    """The book or proceedings that it is part of."""
    pages = label("pp." if work.has_several_pages else "p.", work.pages)
    details = joined(_edition(work), label("Vol.", work.volume), pages)
    if not work.container:
        return capital(details)
    editors = enumerated(work.editors, with_initials, " & ", ", & ")
    if editors:
        editors += " (Ed.)," if len(work.editors) == 1 else " (Eds.),"
    return joined("In", editors, italic(work.container), within(details), by=" ")
