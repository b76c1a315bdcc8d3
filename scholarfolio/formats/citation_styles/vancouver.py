"""Vancouver: Citing Medicine and the sample references of the U.S. National Library of Medicine, without numbers."""

from __future__ import annotations

from scholarfolio.formats.citation_styles.bylines import enumerated, initials, inverted
from scholarfolio.formats.citation_styles.wording import joined, label, link, sentences, within
from scholarfolio.formats.citation_styles.work import Work, different_digits, month_name, shortened
from scholarfolio.values.names import Name

# With more authors than this, only these are named.
_ALL = 6
_MOST_INITIALS = 2


def reference(work: Work) -> str:
    """The reference as HTML."""
    text = sentences(_who(work), _title(work), *_source(work))
    if work.doi:
        return f"{text} doi: {link(work.link, work.doi)}"
    return f"{text} Available from: {link(work.link)}" if work.link else text


def _who(work: Work) -> str:
    if not work.authors and work.kind == "book" and work.editors:
        return _editors(work)
    more = work.others or len(work.authors) > _ALL
    return joined(_names(work.authors[:_ALL]), "et al." if more else "")


def _names(names: tuple[Name, ...]) -> str:
    return enumerated(names, _shown, ", ", ", ")


def _shown(name: Name) -> str:
    """``van der Berg JL Jr``."""
    letters = [char for char in initials(name) if char.isalpha()]
    shown = inverted(name, "".join(letters[:_MOST_INITIALS]), " ")
    return shown.rstrip(".") if name.suffix else shown


def _editors(work: Work) -> str:
    if not work.editors:
        return ""
    return f"{_names(work.editors)}, {'editor' if len(work.editors) == 1 else 'editors'}"


def _title(work: Work) -> str:
    kinds = {"dataset": "dataset", "software": "software", "unpublished": "unpublished manuscript"}
    if work.kind == "thesis":
        kinds["thesis"] = work.thesis("dissertation", "master’s thesis", "thesis")
    return joined(work.title, within(kinds.get(work.kind, ""), "[]"), by=" ")


def _source(work: Work) -> tuple[str, ...]:
    """Where and when it appeared, as sentences."""
    issued = joined(joined(work.place, work.publisher, by=": "), _year(work), by="; ")
    edition = f"{work.edition} ed." if work.edition else ""
    match work.kind:
        case "article":
            return (work.container, _numbers(work))
        case "part":
            contained = sentences(_editors(work), work.container)
            return (label("In:", contained), edition, label("Vol.", work.volume), issued, label("p.", _pages(work)))
        case "book":
            series = within(joined(work.series, label("vol.", work.volume), by="; ")) if work.series else ""
            return (edition, "" if series else label("Vol.", work.volume), issued, series)
        case "report":
            return (issued, work.numbered("Report No.:"))
        case "preprint":
            return (f"{work.publisher} [Preprint]", _when(work))
        case "dataset":
            return (joined(work.publisher, _when(work), by="; "),)
        case "talk":
            presented = "Poster session presented at:" if work.type == "poster" else "Paper presented at:"
            return (joined(label(presented, work.container), _when(work), work.place, by="; "),)
        case "patent":
            return (work.numbered("Patent"), _when(work))
        case _:
            return (work.container, issued) if work.publisher else (joined(work.container, issued, by="; "),)


def _numbers(work: Work) -> str:
    """``2024 Aug 26;12(3):101-17``."""
    return joined(joined(_when(work), work.volume + within(work.number), by=";"), _pages(work), by=":")


def _year(work: Work) -> str:
    return work.year or "[date unknown]"


def _when(work: Work) -> str:
    date = work.date
    if not date:
        return _year(work)
    return joined(work.year, month_name(date, {}).rstrip("."), str(date.day or ""), by=" ")


def _pages(work: Work) -> str:
    return shortened(work.pages, different_digits).replace("–", "-")
