"""Dates that know how much they know: a year, a year and month, or a full day."""

import re
from functools import cache

from scholarfolio.values.frozen import record

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR, LAST_YEAR = 1000, 2999

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Only the first pattern is compiled at once; the others serve the messages about what it does not match.
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_YEAR_LAST = r"([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\2 ?([0-9]{4})"
_COMPACT = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_WITH_TIME = r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ][0-9]{2}:.*"
_HOW = "write a date as 2024-08-26, 2024-08 or 2024"


class DateError(ValueError):
    """A text that is no date; the message is a plain sentence that also says what to write.

    `suggestion` is the ISO date that was surely meant, or None when that is not certain.
    """

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.suggestion = suggestion


@record(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day. Impossible ones raise DateError."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise DateError(f"{self.iso}: the year must be between {FIRST_YEAR} and {LAST_YEAR}")
        if self.month is None:
            if self.day is not None:
                raise DateError(f"{self.year}: a day needs a month; {_HOW}")
            return
        if not 1 <= self.month <= 12:
            raise _no_such_month(self.year, self.month, self.day)
        if self.day is not None and not 1 <= self.day <= days_in(self.year, self.month):
            raise _no_such_day(self.year, self.month, self.day)

    @property
    def precision(self) -> str:
        """What is known: "year", "month" or "day"."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """ISO 8601 at the known precision: 2024, 2024-08 or 2024-08-26."""
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}"

    @property
    def padded(self) -> str:
        """A full ISO day with 01 for what is unknown: for feeds, which demand one, and for nothing else."""
        return f"{self.year}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """(year, month, day), unknown parts as 0: newest first, 2024-08-26 comes before 2024-08 and 2024."""
        return self.year, self.month or 0, self.day or 0

    @property
    def scholar(self) -> str:
        """Google Scholar's citation_publication_date: 2024/8/26, or the year where the day is not known."""
        return f"{self.year}/{self.month}/{self.day}" if self.day else str(self.year)

    @property
    def bibtex_month(self) -> str | None:
        """BibTeX's predefined month abbreviation ("aug"), or None."""
        return MONTHS[self.month - 1][:3].lower() if self.month else None


def days_in(year: int, month: int) -> int:
    """How many days the month (1-12) has in the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS[month - 1]


@cache
def parse_date(text: str) -> PartialDate:
    """Read 2024, 2024-08 or 2024-08-26; slashes, dots and missing zeros are forgiven.

    Anything else raises DateError, whose message says what is wrong and what to write.
    """
    match = _YEAR_FIRST.fullmatch(text.strip())
    if not match:
        raise _unreadable(" ".join(text[:200].split()))
    year, _, month, day = match.groups()
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def _no_such_month(year: int, month: int, day: int | None) -> DateError:
    typed = f"{year}-{month:02}" + ("" if day is None else f"-{day:02}")
    if month == 0:
        return DateError(f"{typed}: there is no month 0; if only the year is known, write {year}", str(year))
    problem = f"{typed}: there is no month {month}"
    swapped = _iso(year, day, month) if day is not None else None
    return DateError(f"{problem}; did you mean {swapped}?" if swapped else f"{problem}; {_HOW}", swapped)


def _no_such_day(year: int, month: int, day: int) -> DateError:
    typed, month_alone = f"{year}-{month:02}-{day:02}", f"{year}-{month:02}"
    if day == 0:
        return DateError(f"{typed}: there is no day 0; if only the month is known, write {month_alone}", month_alone)
    return DateError(f"{typed}: {MONTHS[month - 1]} {year} has {days_in(year, month)} days")


def _unreadable(text: str) -> DateError:
    """The error for a text that is not in ISO order, with the ISO date where only one can be meant."""
    excerpt = text if len(text) <= 40 else text[:39] + "…"
    candidates = sorted(set(_readings(text)))
    if len(candidates) == 1:
        return DateError(f'"{excerpt}" is not in the form used here; write {candidates[0]}', candidates[0])
    if candidates:
        choices = " or ".join(candidates)
        return DateError(f'"{excerpt}" can be read in two ways; write {choices}')
    return DateError(f'"{excerpt}" is not a date; {_HOW}, or leave it out when it is not known')


def _readings(text: str) -> list[str]:
    """Every ISO date that the text can stand for in another common notation."""
    if match := re.fullmatch(_COMPACT, text) or re.fullmatch(_WITH_TIME, text):
        readings = [_iso(int(match[1]), int(match[2]), int(match[3]))]
    elif match := re.fullmatch(_YEAR_LAST, text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        readings = [_iso(int(year), second, first)]
        if match[2] != ".":  # with dots the day always comes first
            readings.append(_iso(int(year), first, second))
    else:
        readings = [_from_words(text)]
    return [iso for iso in readings if iso]


def _from_words(text: str) -> str | None:
    """The ISO date for "Aug 26, 2024", "26th August 2024", "August 2024" or "2024 Aug 26"."""
    month: int | None = None
    day: int | None = None
    year: int | None = None
    for word in re.split(r"[\s,./-]+", text.strip(" .,").casefold()):
        number = re.fullmatch(r"([0-9]{1,2}|[0-9]{4})(?:st|nd|rd|th)?", word)
        if number and len(number[1]) == 4 and year is None:
            year = int(number[1])
        elif number and len(number[1]) < 4 and day is None:
            day = int(number[1])
        elif month is None and (named := _month_named(word)):
            month = named
        else:
            return None
    return _iso(year, month, day) if year and month else None


def _month_named(word: str) -> int | None:
    """1-12 for an English month name or a beginning of one with at least three letters."""
    starts = [number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return starts[0] if len(word) >= 3 and starts else None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """The date in ISO form, or None when there is no such date."""
    in_range = FIRST_YEAR <= year <= LAST_YEAR and month is not None and 1 <= month <= 12
    if not in_range or month is None or (day is not None and not 1 <= day <= days_in(year, month)):
        return None
    return PartialDate(year, month, day).iso
