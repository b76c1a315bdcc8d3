"""Dates as people and programs write them: as precise as they are written, and never more."""

from __future__ import annotations

import re
from typing import NamedTuple

from scholarfolio.formats.texts import one_line
from scholarfolio.values.dates import MONTHS, DateError, PartialDate, parse_date


class WrittenDate(NamedTuple):
    """A date in ISO form or nothing, words for the record's note, and what to tell the author."""

    iso: str = ""
    words: str = ""
    notes: tuple[str, ...] = ()


def read_date(date: str, year: str, month: str, day: str) -> WrittenDate:
    """The date from biblatex's ``date`` or BibTeX's fields; texts that are none (``to appear``) become words."""
    reading = _whole(one_line(date)) if date else _whole(one_line(year)) if year else WrittenDate()
    if not reading.iso or "-" in reading.iso or reading.words or not month:
        return reading
    return _refined(reading, _tidy(month), _tidy(day))


def _tidy(text: str) -> str:
    return " ".join(one_line(text.replace("~", " ")).replace("–", "-").split())


def _whole(text: str) -> WrittenDate:
    bare = text.strip(" .,;()[]")
    if re.fullmatch(r"\d{4}[a-z]", bare):  # 1999a tells citations apart
        bare = bare[:4]
    if iso := _iso(bare):
        return WrittenDate(iso)
    if span := re.fullmatch(
        r"(\d{4}(?:-\d\d){0,2})[~?%]?\s*(?:/|--?|–)\s*((?:\d{4}|\d\d)(?:-\d\d){0,2}|\.\.)?[~?%]?", bare
    ):
        begin = _iso(span[1])
        note = f'the date "{text}" is a span; its beginning was kept'
        return WrittenDate(begin, text if len(bare) <= 9 else "", (note,)) if begin else WrittenDate()
    years = set(re.findall(r"(?<!\d)[12]\d{3}(?!\d)", bare))
    if len(years) == 1 and re.search(_STATUS, bare, re.IGNORECASE):
        status = re.sub(r"[\d(),.;:/]+", " ", bare).strip()
        return WrittenDate(years.pop(), _sentence(status))
    return WrittenDate("", _sentence(text), (f'"{text}" is no date; it was moved to the note',))


_STATUS = r"to appear|in press|forthcoming|accepted|submitted|under review|in preparation|preprint|online"


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] if re.match(_STATUS, text, re.IGNORECASE) else text


def _iso(text: str) -> str:
    """The date in ISO form, where only one can be meant."""
    try:
        return parse_date(text).iso
    except DateError as error:
        return error.suggestion or ""


def _refined(reading: WrittenDate, month: str, day: str) -> WrittenDate:
    """A year with its month, and its day where there is just one."""
    number, days = _month(month)
    if number is None:
        note = f'"{month}" is no single month; it was moved to the note'
        words = f"{month} {reading.iso}" if re.search(r"[^\W\d]", month) else ""
        return WrittenDate(reading.iso, words, (*reading.notes, note))
    said_days = day or days
    year = int(reading.iso)
    if said_days.isdigit():
        try:
            return WrittenDate(PartialDate(year, number, int(said_days)).iso, reading.words, reading.notes)
        except DateError:
            pass
    notes = reading.notes
    if said_days:
        notes += ("`month` holds several days, or one that does not exist; only the month was kept",)
    return WrittenDate(PartialDate(year, number).iso, reading.words, notes)


def _month(text: str) -> tuple[int | None, str]:
    """A month's number, and what stands there besides: ``("February 14") → (2, "14")``."""
    if text.isdigit():
        return (int(text) if 1 <= int(text) <= 12 else None), ""
    words = re.findall(r"[^\W\d_]+", text)
    months = {number for word in words if (number := _named(word))}
    days = " ".join(re.findall(r"\d[\d\s,.-]*", text)).strip(" ,.-")
    days = re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", days)
    unknown = [word for word in words if not _named(word) and word.lower() not in ("st", "nd", "rd", "th", "and")]
    return (months.pop() if len(months) == 1 and not unknown else None), days


def _named(word: str) -> int | None:
    """1 to 12 for an English month, also shortened."""
    folded = word.lower()
    return next((i for i, name in enumerate(MONTHS, 1) if len(folded) >= 3 and name.lower().startswith(folded)), None)
