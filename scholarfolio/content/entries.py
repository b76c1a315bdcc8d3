"""News and talks: dated entries of an academic life, several in one file."""

from __future__ import annotations

import re
from dataclasses import field as dataclass_field

from scholarfolio.content.fields import (
    Choice,
    DateText,
    Link,
    MarkdownText,
    PaperId,
    Slug,
    Text,
    TexText,
    TopicId,
    Url,
)
from scholarfolio.content.models import LabelledLink
from scholarfolio.content.old_addresses import OLD_ADDRESSES, OldAddress
from scholarfolio.content.schema import ListOf, Nested, field
from scholarfolio.text import Markdown, Tex
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place
from scholarfolio.values.slugs import slugify

TALK_TYPES = ("invited", "keynote", "contributed", "tutorial", "panel", "seminar", "poster", "lecture")
TALK_TYPE_ALIASES = {
    **dict.fromkeys(("invited talk", "invited_talk"), "invited"),
    **dict.fromkeys(("plenary", "keynote talk"), "keynote"),
    **dict.fromkeys(("talk", "oral", "conference", "conference talk"), "contributed"),
    **dict.fromkeys(("workshop", "short course"), "tutorial"),
    **dict.fromkeys(("colloquium", "department seminar"), "seminar"),
    **dict.fromkeys(("panelist", "discussion"), "panel"),
}

_LINKS = ListOf(Nested(LabelledLink, "a link", shorthand="url"), "a list of links, each with `label` and `url`")
_TAGS = ListOf(Text("a tag"))
# So many words of a news item are in its address.
WORDS_IN_ID = 5


@record(frozen=True)
class News:
    """One thing that is new."""

    origin: Place = dataclass_field(repr=False)
    id: str = field(Slug(), "Its address on the page of news; without it, made from the date and the first words.", "")
    date: PartialDate | None = field(DateText(), "When it happened.", "2026-05-03", required=True)
    text: Markdown = field(
        MarkdownText(), "What happened; one paragraph of Markdown.", "Our paper won *Best Paper*.", required=True
    )
    paper: str = field(PaperId(), "The paper it is about, by its id.", "fomo-in-flux")
    url: str = field(Url(), "Where more is said about it.", "https://example.org/award")
    tags: tuple[str, ...] = field(_TAGS, "Words to choose entries by.", "[award]")
    links: tuple[LabelledLink, ...] = field(_LINKS, "Anything else to link to.", "[{label: Photos, url: files/a.jpg}]")
    redirect_from: tuple[OldAddress, ...] = field(OLD_ADDRESSES, "Where it used to be.", "[old/engines.html]")

    @property
    def title(self) -> Tex:
        """What it is called where only one line fits: its text without marks."""
        return Tex(self.text.plain)

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of the papers that it is about."""
        return (self.paper,) if self.paper else ()

    @property
    def begins(self) -> PartialDate | None:
        """When it happened."""
        return self.date

    @property
    def ends(self) -> PartialDate | None:
        """It happened at once."""
        return None

    @property
    def has_page(self) -> bool:
        """All that is said of it stands in the list."""
        return False

    @property
    def default_id(self) -> str:
        """An id from what is least likely to change: the date and the first words."""
        words = re.findall(r"\w+", self.text.plain)[:WORDS_IN_ID]
        return slugify(" ".join(([self.date.iso] if self.date else []) + words))


@record(frozen=True)
class Talk:
    """A talk, a poster that was presented, a lecture."""

    origin: Place = dataclass_field(repr=False)
    id: str = field(Slug(), "Its address, `talks/<id>.html`; without it, made from the title and the year.", "engines")
    title: Tex = field(TexText(), "The title; LaTeX works.", "What Engines Can Do", required=True, schema="name")
    event: str = field(Text(), "The conference, workshop or seminar.", "Workshop on Engines", schema="superEvent")
    place: str = field(
        Text(), "Where it was given: institution, town, country, or `online`.", "Turin", schema="location"
    )
    date: PartialDate | None = field(DateText(), "The day it was given.", "2025-09-04")
    start: PartialDate | None = field(DateText(), "Instead of `date`, the first of several days.", "2025-09-04")
    end: PartialDate | None = field(DateText(), "The last of several days.", "2025-09-06", schema="endDate")
    type: str = field(Choice(TALK_TYPES, TALK_TYPE_ALIASES), "What sort of talk.", "invited")
    slides: str = field(Link(), "The slides: an address or a file.", "files/engines.pdf", schema="workFeatured")
    video: str = field(Link(), "A recording.", "https://example.org/talk", schema="recordedIn")
    url: str = field(Url(), "The event's page.", "https://example.org/workshop", schema="sameAs")
    abstract: Markdown = field(MarkdownText(), "What it was about; Markdown.", "Engines can …", schema="description")
    papers: tuple[str, ...] = field(ListOf(PaperId()), "The papers it presented, by their ids.", "[engine-notes]")
    topics: tuple[str, ...] = field(ListOf(TopicId()), "What it is about, by ids from `topics.yaml`.", "[engines]")
    tags: tuple[str, ...] = field(_TAGS, "Words to choose entries by.", "[outreach]")
    links: tuple[LabelledLink, ...] = field(_LINKS, "Anything else to link to.", "[{label: Notes, url: files/n.pdf}]")
    redirect_from: tuple[OldAddress, ...] = field(OLD_ADDRESSES, "Where it used to be.", "[old/engines.html]")

    @property
    def begins(self) -> PartialDate | None:
        """Its first day."""
        return self.start or self.date

    @property
    def ends(self) -> PartialDate | None:
        """The last of several days."""
        return self.end

    @property
    def has_page(self) -> bool:
        """Whether there is more to show than fits into a list."""
        return bool(self.abstract or self.slides or self.video or self.links)

    @property
    def default_id(self) -> str:
        """An id from title and year, since many talks are given more than once."""
        year = f" {self.begins.year}" if self.begins else ""
        return slugify(f"{self.title.plain}{year}")


NEWS_SYNONYMS = {
    **dict.fromkeys(("content", "body", "title", "headline", "description", "announcement"), 'did you mean "text"?'),
    **dict.fromkeys(("when", "day", "year"), 'did you mean "date"?'),
    **dict.fromkeys(("link", "href"), 'did you mean "url"?'),
    "papers": 'did you mean "paper"? A news item is about one',
}
TALK_SYNONYMS = {
    **dict.fromkeys(("name", "talk"), 'did you mean "title"?'),
    **dict.fromkeys(("conference", "venue", "meeting", "workshop", "series"), 'did you mean "event"?'),
    **dict.fromkeys(("location", "city", "where", "institution"), 'did you mean "place"?'),
    **dict.fromkeys(("year", "when", "day"), 'did you mean "date"?'),
    **dict.fromkeys(("start_date", "startdate", "date_start", "from"), 'did you mean "start"?'),
    **dict.fromkeys(("end_date", "enddate", "date_end", "to", "until"), 'did you mean "end"?'),
    **dict.fromkeys(("kind", "talk_type"), 'did you mean "type"?'),
    **dict.fromkeys(("description", "summary", "text"), 'did you mean "abstract"?'),
    **dict.fromkeys(("recording", "video_url", "youtube"), 'did you mean "video"?'),
    **dict.fromkeys(("slides_url", "presentation"), 'did you mean "slides"?'),
    **dict.fromkeys(("website", "link", "event_url"), 'did you mean "url"?'),
    **dict.fromkeys(("paper", "publication", "publications"), 'did you mean "papers"?'),
    **dict.fromkeys(("keywords", "area"), 'did you mean "topics"?'),
}
