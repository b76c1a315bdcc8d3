"""News and talks as they are read: what they say, what their addresses are, and what is wrong with them."""

from __future__ import annotations

import pytest

from scholarfolio.content.collections import layouts
from scholarfolio.content.loader import read_records
from scholarfolio.content.reader import read_content
from scholarfolio.values.problems import Problems


def read(folder):
    problems = Problems()
    records = read_records(read_content(folder, layouts(), problems), problems)
    return records, [str(problem) for problem in problems]


def of(content, name, text):
    """The entries in a file of this name, newest first, and all problems."""
    content("papers/engine.yaml", "title: On Engines\nauthors: [Ada Lovelace]\ndate: 2024\n")
    records, problems = read(content(f"{name}.yaml", text))
    return list(records.entries[name].values()), problems


def test_news_are_sorted_newest_first_and_those_of_one_day_stay_in_order(content):
    news, problems = of(
        content, "news", "- {date: 2024, text: a}\n- {date: 2025-05, text: b}\n- {date: 2025-05, text: c}\n"
    )
    assert ([item.text.source for item in news], problems) == (["b", "c", "a"], [])


def test_addresses_come_from_what_is_least_likely_to_change(content):
    news, _ = of(
        content,
        "news",
        "- {date: 2025-05-03, text: 'We won *the* prize & more, much more'}\n- {id: own, date: 2024, text: x}\n",
    )
    assert [item.id for item in news] == ["2025-05-03-we-won-the-prize-more", "own"]
    talks, problems = of(content, "talks", "- {title: 'On $x^2$', date: 2025-01}\n- {title: 'On $x^2$', date: 2024}\n")
    assert [talk.id for talk in talks] == ["on-x2-2025", "on-x2-2024"]
    assert problems == []


def test_talks_that_would_share_a_page_are_told_apart_and_told(content):
    text = "- {title: A, date: 2025-01, abstract: x}\n- {title: A, date: 2025-02, abstract: y}\n"
    talks, problems = of(content, "talks", text)
    assert [talk.id for talk in talks] == ["a-2025-2", "a-2025"]
    assert problems == [
        'content/talks.yaml:2:3: warning: would have the address of content/talks.yaml:1:3, so it is called "a-2025-2"; '
        'give it an "id" of its own'
    ]


def test_one_id_for_two_is_an_error(content):
    _, problems = of(content, "news", "- {id: x, date: 2025, text: a}\n- {id: X, date: 2025, text: b}\n")
    assert problems == ['content/news.yaml:2:3: the id "X" is taken by content/news.yaml:1:3; every one needs its own']


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "news",
            "- {date: 2025}",
            'content/news.yaml:1:3: the field "text" is missing, for example "text: Our paper won *Best Paper*."',
        ),
        ("news", "- {text: a}", 'content/news.yaml:1:3: the field "date" is missing, for example "date: 2026-05-03"'),
        (
            "news",
            "- {date: 2025, headline: a, text: b}",
            'content/news.yaml:1:16: unknown field "headline"; did you mean "text"?',
        ),
        (
            "news",
            "- {date: 2025, text: a, paper: engin}",
            'content/news.yaml:1:32: there is no paper "engin"; did you mean "engine"?',
        ),
        (
            "news",
            "date: 2025\ntext: a",
            'content/news.yaml:1:1: a list of records is expected, each beginning with "- date: …"',
        ),
        (
            "news",
            "- Something happened",
            "content/news.yaml:1:3: a text stands here instead of a news item, written as lines of the form field: value",
        ),
        (
            "talks",
            "- {title: a}",
            'content/talks.yaml:1:3: the field "date" is missing, for example "date: 2025-09-04"; or `start` and `end` for several days',
        ),
        (
            "talks",
            "- {title: a, conference: b, date: 2025}",
            'content/talks.yaml:1:14: unknown field "conference"; did you mean "event"?',
        ),
        (
            "talks",
            "- {title: a, start: 2025-05-02, end: 2025-05-01}",
            "content/talks.yaml:1:38: it ends before it begins (2025-05-01 is before 2025-05-02)",
        ),
        (
            "talks",
            "- {title: a, start: 2025-05, end: 2024}",
            "content/talks.yaml:1:35: it ends before it begins (2024 is before 2025-05)",
        ),
        (
            "talks",
            "- {title: a, date: 2025, start: 2025}",
            "content/talks.yaml:1:26: both `date` and `start` are given; write one of them",
        ),
        ("talks", "- {title: a, end: 2025}", "content/talks.yaml:1:14: an `end` needs a `start`"),
        (
            "talks",
            "- {title: a, date: 2025, type: keynot}",
            'content/talks.yaml:1:32: "keynot" is not known here; did you mean "keynote"?',
        ),
        (
            "talks",
            "- {title: a, date: 2025, papers: [engine, nope]}",
            'content/talks.yaml:1:43: there is no paper "nope"',
        ),
        ("talks", "- {title: a, date: 2025, id: 'a b/c'}", "content/talks.yaml:1:30: "),
    ],
)
def test_what_is_wrong_is_said_at_its_place(content, name, text, message):
    _, problems = of(content, name, text + "\n")
    assert [problem for problem in problems if problem.startswith(message)], problems


def test_days_in_one_month_are_no_contradiction(content):
    """Precision is kept: a talk that began on 2025-05-02 may well end in 2025-05."""
    talks, problems = of(
        content, "talks", "- {title: a, start: 2025-05-02, end: 2025-05}\n- {title: b, start: 2025, end: 2025-05-02}\n"
    )
    assert problems == []
    assert [talk.end.iso for talk in talks] == ["2025-05", "2025-05-02"]


def test_a_file_by_another_name_is_named(content):
    _, problems = read(content("presentations.yaml", "- {title: a}\n"))
    assert problems == [
        'content/presentations.yaml: warning: the file "presentations.yaml" is not read; did you mean "talks.yaml"?'
    ]


def test_a_paper_that_news_name_is_among_its_papers(content):
    news, problems = of(content, "news", "- {date: 2025, text: x, paper: engine}\n- {date: 2024, text: y}\n")
    assert ([item.papers for item in news], problems) == ([("engine",), ()], [])
