"""IEEE: IEEE Reference Guide, without the number that a list would put before each reference."""

from __future__ import annotations

from scholarfolio.formats.citation_styles.bylines import enumerated, with_initials
from scholarfolio.formats.citation_styles.wording import italic, joined, label, link, quoted, sentences, stopped
from scholarfolio.formats.citation_styles.work import Work, month_name

# With more authors than this, only the first is named.
_ALL = 6
_MONTHS = {5: "May"}
_ET_AL = italic("et al.")


def reference(work: Work) -> str:
    """The reference as HTML."""
    source = _source(work)
    doi = label("doi:", link(work.link, work.doi)) if work.doi else ""
    if work.kind == "book":
        text = sentences(joined(_who(work), italic(work.title), *_numbers(work)), joined(source, doi))
    elif work.kind == "software":
        text = stopped(joined(_who(work), italic(work.title), source, doi))
    else:
        details = joined(source, doi)
        title = quoted(work.title, "," if details else ".")
        text = joined(joined(_who(work), title), stopped(details) if details else "", by=" ")
    return text if doi or not work.link else f"{text} [Online]. Available: {link(work.link)}"


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        return _editors(work)
    if work.others or len(work.authors) > _ALL:
        some = work.authors[: _ALL if work.others else 1]
        return joined(enumerated(some, with_initials, ", ", ", "), _ET_AL, by=" " if len(some) == 1 else ", ")
    return enumerated(work.authors, with_initials, " and ", ", and ")


def _editors(work: Work) -> str:
    if not work.editors:
        return ""
    names = enumerated(work.editors, with_initials, " and ", ", and ")
    return f"{names}, {'Ed.' if len(work.editors) == 1 else 'Eds.'}"


def _source(work: Work) -> str:
    """Where and when it appeared."""
    issued = joined(work.place, work.publisher, by=": ")
    match work.kind:
        case "article":
            numbers = (label("vol.", work.volume), label("no.", work.number))
            return joined(italic(work.container), *numbers, _pages(work), _when(work))
        case "part":
            return joined(*_part(work))
        case "book":
            return joined(issued, work.year)
        case "thesis":
            degree = work.thesis("Ph.D. dissertation", "Master’s thesis", "Thesis")
            return joined(degree, work.publisher, work.place, work.year)
        case "report":
            publisher = "" if work.self_published else work.publisher
            return joined(publisher, work.place, work.numbered("Rep."), work.year)
        case "preprint":
            return joined(_when(work), f"arXiv:{work.arxiv}" if work.arxiv else work.publisher)
        case "dataset":
            return joined(work.publisher, _when(work, days=True))
        case "talk":
            return joined(label("presented at", work.container), work.place, _when(work, days=True))
        case "patent":
            return joined(work.numbered("Patent"), _when(work, days=True))
        case _:
            unpublished = "unpublished" if work.kind == "unpublished" else ""
            return joined(work.container, work.publisher, unpublished, work.year)


def _part(work: Work) -> tuple[str, ...]:
    """The book or proceedings that it is part of: a conference has a month."""
    numbers = (*_numbers(work), _editors(work))
    if work.type == "chapter":
        issued = (joined(work.place, work.publisher, by=": "), work.year, label("ch.", work.chapter))
    else:
        issued = (work.place, work.publisher, _when(work))
    return (label("in", italic(work.container)), *numbers, *issued, _pages(work))


def _numbers(work: Work) -> tuple[str, ...]:
    edition = f"{work.edition} ed." if work.edition else ""
    return (label("ser.", work.series), label("vol.", work.volume), edition)


def _when(work: Work, *, days: bool = False) -> str:
    date = work.date
    if not date:
        return ""
    month = month_name(date, _MONTHS)
    if days and date.day:
        return f"{month} {date.day}, {date.year}"
    return joined(month, work.year, by=" ")


def _pages(work: Work) -> str:
    if work.is_article_number:
        return f"Art. no. {work.pages}"
    return label("pp." if work.has_several_pages else "p.", work.pages)
