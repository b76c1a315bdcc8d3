"""The plan: every output that the settings and the records call for, and no other."""

from __future__ import annotations

import pytest

from scholarfolio.build.site import plan_site
from scholarfolio.values.problems import Problems


@pytest.fixture
def planned(content):
    """The paths of the outputs planned for a folder, below one of the site's folders."""
    folder = content("profile.yaml", "name: Ada Lovelace\n")

    def planned(below: str = "", url: str = "https://ada.example") -> set[str]:
        problems = Problems()
        site = plan_site(folder, url, problems)
        assert site is not None, list(map(str, problems))
        return {output.path for output in site.plan if output.path.startswith(below)}

    return planned


@pytest.mark.parametrize(
    ("which", "drawn"), [("all", {"home", "papers/a", "papers/b"}), ("selected", {"home", "papers/b"}), ("none", set())]
)
def test_cards_are_drawn_of_the_papers_that_the_setting_names(content, planned, which, drawn):
    content("site.yaml", f"cards: {which}\n")
    content("papers/a.yaml", "title: A\n")
    content("papers/b.yaml", "title: B\nselected: true\n")
    assert planned("static/cards/") == {f"static/cards/{name}.png" for name in drawn}
    assert planned("static/cards/", url="") == set(), "nobody could load them"


def test_only_entries_with_more_to_show_have_pages(content, planned):
    content("talks.yaml", "- {title: A, date: 2024, abstract: x}\n- {title: B, date: 2024}\n")
    assert planned("talks/") == {"talks/index.html", "talks/a-2024.html"}


def test_feeds_need_the_address_of_the_site(content, planned):
    content("papers/a.yaml", "title: A\ndate: 2024\ntopics: [x]\n")
    content("news.yaml", "- {date: 2024, text: x}\n")
    feeds = {"feed.xml", "feed.json", "news.xml", "topics/x.xml", "years/2024.xml"}
    assert feeds <= planned()
    assert feeds.isdisjoint(planned(url=""))


def test_a_list_without_dates_has_no_feed(content, planned):
    content("papers/a.yaml", "title: A\ntopics: [x]\n")
    assert {"feed.xml", "feed.json", "topics/x.xml"}.isdisjoint(planned())
