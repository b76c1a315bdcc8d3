"""Dates: kept as precise as they were written, and every mistake answered with what to write."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.values.dates import MONTHS, DateError, PartialDate, days_in, parse_date

days = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-08-26", (2024, 8, 26)),
        ("2024-08", (2024, 8, None)),
        ("2024", (2024, None, None)),
        (" 2024-8-6\n", (2024, 8, 6)),
        ("2024/8/26", (2024, 8, 26)),
        ("2024.08", (2024, 8, None)),
        ("2024-02-29", (2024, 2, 29)),
        ("2000-02-29", (2000, 2, 29)),
        ("1000", (1000, None, None)),
        ("2999-12-31", (2999, 12, 31)),
    ],
)
def test_the_accepted_forms(text: str, parts: tuple[int, int | None, int | None]) -> None:
    assert parse_date(text) == PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("2024-02-30", "2024-02-30: February 2024 has 29 days", None),
        ("2023-02-29", "2023-02-29: February 2023 has 28 days", None),
        ("1900-2-29", "1900-02-29: February 1900 has 28 days", None),
        ("2024-13", "2024-13: there is no month 13; write a date as 2024-08-26, 2024-08 or 2024", None),
        ("2024-26-08", "2024-26-08: there is no month 26; did you mean 2024-08-26?", "2024-08-26"),
        ("2024-00", "2024-00: there is no month 0; if only the year is known, write 2024", "2024"),
        ("2024-08-00", "2024-08-00: there is no day 0; if only the month is known, write 2024-08", "2024-08"),
        ("0999", "0999: the year must be between 1000 and 2999", None),
        ("3000-01-01", "3000-01-01: the year must be between 1000 and 2999", None),
    ],
)
def test_impossible_dates_say_why(text: str, message: str, suggestion: str | None) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert (str(caught.value), caught.value.suggestion) == (message, suggestion)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("26.08.2024", "2024-08-26"),
        ("8.9.2024", "2024-09-08"),
        ("26. 8. 2024", "2024-08-26"),
        ("26/08/2024", "2024-08-26"),
        ("08/26/2024", "2024-08-26"),
        ("08/08/2024", "2024-08-08"),
        ("Aug 26, 2024", "2024-08-26"),
        ("August 26th, 2024", "2024-08-26"),
        ("26 August 2024", "2024-08-26"),
        ("26-Aug-2024", "2024-08-26"),
        ("2024 Aug. 26", "2024-08-26"),
        ("August 2024", "2024-08"),
        ("Sept. 2024", "2024-09"),
        ("20240826", "2024-08-26"),
        ("2024-08-26T10:30:00Z", "2024-08-26"),
        ("2024-08-26 10:30", "2024-08-26"),
    ],
)
def test_other_notations_are_refused_with_the_date_meant(text: str, iso: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert str(caught.value) == f'"{text}" is not in the form used here; write {iso}'
    assert caught.value.suggestion == iso


def test_an_ambiguous_date_is_not_guessed() -> None:
    with pytest.raises(DateError, match="in two ways; write 2024-08-09 or 2024-09-08") as caught:
        parse_date("08/09/2024")
    assert caught.value.suggestion is None


@pytest.mark.parametrize(
    "text",
    [
        "", "in press", "n.d.", "24", "202", "Spring 2024", "2024-Q3", "2023-2024", "2024-08/26", "2024-08-26-1",
        "31.02.2024", "13.13.2024", "Aug 32, 2024", "Ma 2024", "2024 2023", "-2024", "٢٠٢٤", "20240231", "August",
        "x" * 10_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_form_to_write(text: str) -> None:
    with pytest.raises(DateError, match="is not a date; write a date as 2024-08-26, 2024-08 or 2024") as caught:
        parse_date(text)
    assert len(str(caught.value)) < 160
    assert caught.value.suggestion is None


def test_a_day_without_month_is_no_date() -> None:
    with pytest.raises(DateError, match="a day needs a month"):
        PartialDate(2024, None, 3)


@pytest.mark.parametrize(
    ("text", "precision", "scholar", "month", "padded"),
    [
        ("2024-08-06", "day", "2024/8/6", "aug", "2024-08-06"),
        ("2024-09", "month", "2024", "sep", "2024-09-01"),
        ("2024", "year", "2024", None, "2024-01-01"),
    ],
)
def test_the_written_forms(text: str, precision: str, scholar: str, month: str | None, padded: str) -> None:
    when = parse_date(text)
    assert (when.iso, when.precision) == (text, precision)
    assert (when.scholar, when.bibtex_month, when.padded) == (scholar, month, padded)


def test_newest_first_puts_the_more_precise_date_first() -> None:
    wanted = ["2025", "2024-08-26", "2024-08-02", "2024-08", "2024-01-01", "2024-01", "2024", "2023-12-31"]
    dates = sorted(map(parse_date, wanted[::-1]), key=lambda when: when.sort_key, reverse=True)
    assert [when.iso for when in dates] == wanted


@given(days)
@settings(max_examples=100, deadline=None)
def test_every_day_of_the_calendar_reads_back(day: date) -> None:
    when = parse_date(day.isoformat())
    assert (when.iso, when.padded) == (day.isoformat(), day.isoformat())
    assert parse_date(when.scholar) == when
    assert when.sort_key == (day.year, day.month, day.day)


@given(days)
@settings(max_examples=100, deadline=None)
def test_a_day_in_words_is_recognised(day: date) -> None:
    when = PartialDate(day.year, day.month, day.day)
    month = MONTHS[day.month - 1]
    for text in (
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
    ):
        with pytest.raises(DateError) as caught:
            parse_date(text)
        assert caught.value.suggestion == when.iso


@given(st.integers(1000, 2999), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_the_length_of_months_is_the_calendars(year: int, month: int) -> None:
    after = date(year + month // 12, month % 12 + 1, 1)
    assert days_in(year, month) == (after - date(year, month, 1)).days


@given(st.text(max_size=30) | st.text("0123456789-/. JanAugmy,", max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        iso = parse_date(text).iso
    except DateError as error:
        iso = error.suggestion or "2024"
    assert parse_date(iso).iso == iso
