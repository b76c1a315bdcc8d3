"""The model: every record an author can write, one line a field.

``docs/content.md`` is generated from these declarations (kind, what it is for, an example).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field as dataclass_field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from scholarfolio.content.fields import (
    ARXIV,
    DOI,
    ISBN,
    ISSN,
    LANGUAGE,
    PUBMED,
    Blocks,
    ByYear,
    Choice,
    Colour,
    DateText,
    Flag,
    Link,
    LookName,
    MarkdownText,
    Names,
    Number,
    Orcid,
    OwnFile,
    PersonId,
    PersonName,
    Slug,
    Text,
    TexText,
    TopicId,
    Url,
    Verbatim,
    listed_names,
    report_split_name,
)
from scholarfolio.content.old_addresses import OLD_ADDRESSES, OldAddress, Redirect, Redirects
from scholarfolio.content.reader import Raw
from scholarfolio.content.schema import At, FieldType, ListOf, Nested, field
from scholarfolio.languages import Language, english
from scholarfolio.languages.locale import is_right_to_left
from scholarfolio.text import Markdown, Tex
from scholarfolio.values.dates import PartialDate
from scholarfolio.values.frozen import record
from scholarfolio.values.names import Name, is_others
from scholarfolio.values.paper_types import PAPER_TYPES, TYPE_ALIASES, UNTYPED, PaperType
from scholarfolio.values.problems import Place
from scholarfolio.values.titles import full_title
from scholarfolio.values.typefaces import TYPEFACES

if TYPE_CHECKING:
    from scholarfolio.pictures.picture import Picture


@record(frozen=True)
class LabelledLink:
    """A link with the words to show for it."""

    url: str = field(Link(), "Where it leads.", "https://example.org/appendix", required=True)
    label: str = field(Text(), "The words to show; without them, the site's name.", "Appendix")


VIDEO_TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}


@record(frozen=True)
class Image:
    """A picture and its alternative text."""

    src: str = field(OwnFile(), "The picture's file below `content/`.", "files/ada.jpg", required=True)
    alt: str = field(Text(), "What it shows, for those who cannot see it.", "Ada at her desk")


@record(frozen=True)
class Teaser:
    """A picture or a short video that shows what a paper is about."""

    src: str = field(
        OwnFile(), "The file below `content/`: a picture, or a video (.mp4, .webm).", "files/teaser.png", required=True
    )
    alt: str = field(Text(), "What it shows, for those who cannot see it.", "Two curves that cross at 0.4")
    poster: str = field(OwnFile(), "For a video: the picture to show until it is played.", "files/demo.jpg")
    captions: str = field(OwnFile(), "For a video: what is said in it, as WebVTT.", "files/demo.vtt")

    @property
    def picture(self) -> str:
        """The path of what stands still: the picture itself, or a video's poster."""
        return self.poster if self.video_type else self.src

    @property
    def video_type(self) -> str:
        """A video's media type; nothing for a picture."""
        return VIDEO_TYPES.get(PurePosixPath(self.src).suffix.lower(), "")


@record(frozen=True, slots=True)
class Author:
    """One author of a paper, with the marks that the paper gives them."""

    name: Name = field(PersonName(), "The name, as the paper prints it.", "Ada Lovelace", required=True)
    person: str = field(PersonId(), "Who this is, by id in `people.yaml`; tells namesakes apart.", "wei-wang-2")
    equal: bool = field(Flag(), "Contributed equally.", "true")
    corresponding: bool = field(Flag(), "Corresponding author.", "true")
    affiliation: str = field(Text(), "Where the author was when writing this.", "University of London")
    orcid: str = field(Orcid(), "The author's ORCID iD.", "0000-0002-1825-0097")


class AuthorList(NamedTuple):
    """A paper's authors in order; ``others`` says that more are not named (et al.)."""

    named: tuple[Author, ...] = ()
    others: bool = False

    def __bool__(self) -> bool:
        return bool(self.named) or self.others


class Authors(FieldType[AuthorList]):
    """A list of authors that may end in ``others``."""

    label = "a list of names; `others` at its end stands for et al."
    default = AuthorList()
    _author = Nested(Author, "an author", shorthand="name")

    def read(self, raw: Raw, at: At) -> AuthorList | None:
        """Read the list; a name cut in two by YAML is reported."""
        if report_split_name(raw, at):
            return None
        items = listed_names(raw)
        items = items if isinstance(items, list) else [items]
        others = [index for index, item in enumerate(items) if isinstance(item, str) and is_others(item)]
        if others and others != [len(items) - 1]:
            (at / others[0]).error('"others" can stand only once, at the end of the authors')
        named = tuple(item for index, item in enumerate(items) if index not in others)
        authors = ListOf(self._author).read(list(named), at) or ()
        return AuthorList(authors, bool(others))


@record(frozen=True)
class Version:
    """Another form in which the paper appeared: a preprint, a workshop paper, a translation."""

    type: str = field(Choice(PAPER_TYPES, TYPE_ALIASES), "What it is.", "preprint")
    label: str = field(Text(), "The words to show, instead of those that follow from the type.", "Extended version")
    date: PartialDate | None = field(DateText(), "When it appeared.", "2023-11")
    venue: str = field(Text(), "Where it appeared.", "arXiv")
    url: str = field(Link(), "Where it can be read.", "https://arxiv.org/abs/2101.00001")
    doi: str = field(DOI, "Its DOI.", "10.48550/arXiv.2101.00001")
    arxiv: str = field(ARXIV, "Its arXiv id.", "2101.00001")
    note: str = field(Text(), "Anything else worth saying.", "with all proofs")


@record(frozen=True)
class Citations:
    """How often the paper was cited, by whose count and when."""

    count: int = field(Number(), "How often.", "128", default=0, required=True)
    source: str = field(Text(), "Who counted.", "OpenAlex")
    date: PartialDate | None = field(DateText(), "When it was counted.", "2026-01-15")
    by_year: Mapping[int, int] = field(ByYear(), "Citations by year.", "{2024: 5, 2025: 61}")


@record(frozen=True, slots=True)
class Paper:
    """One paper, or whatever else counts as one: a thesis, a book, a dataset, a program."""

    id: str
    origin: Place = dataclass_field(repr=False)
    title: Tex = field(TexText(), "The title; LaTeX and Unicode both work.", "On Computable Numbers", required=True)
    subtitle: Tex = field(TexText(), "The subtitle, where it is not part of the title.", "A Correction")
    authors: AuthorList = field(Authors(), "The authors in order.", "[Ada Lovelace, Charles Babbage, others]")
    date: PartialDate | None = field(DateText(), "When it appeared, as precisely as known.", "2024-08-26")
    type: str = field(Choice(PAPER_TYPES, TYPE_ALIASES), "What it is.", "inproceedings")
    category: str = field(TopicId(), "Its primary area, in the field's own code; also one of its topics.", "cs.CV")
    topics: tuple[str, ...] = field(ListOf(TopicId()), "What it is about, by ids from `topics.yaml`.", "[optimisation]")
    keywords: tuple[str, ...] = field(ListOf(Text("a keyword")), "Free keywords, exported but not indexed.", "[CLIP]")
    organizations: tuple[str, ...] = field(
        ListOf(Text("an organisation")), "Organisations to show beside the authors.", "[cambridge]"
    )
    venue: str = field(Text(), "Where it appeared, as people say it.", "NeurIPS 2024")
    journal: str = field(Text(), "The journal's full name.", "Journal of Machine Learning Research")
    booktitle: str = field(Text(), "The title of the proceedings or book it is part of.", "Advances in Engines")
    series: str = field(Text(), "The series of the book or proceedings.", "Lecture Notes in Computer Science")
    volume: str = field(Text(), "The volume.", "37")
    number: str = field(Text(), "The issue, or the number of a report.", "2")
    pages: str = field(Text(), "The pages, or the article's number.", "101-117")
    chapter: str = field(Text(), "The chapter's number.", "4")
    edition: str = field(Text(), "The edition.", "2nd")
    editor: tuple[Name, ...] = field(Names(), "The editors.", "[Mary Somerville]")
    publisher: str = field(Text(), "The publisher.", "Springer")
    institution: str = field(Text(), "The institution that issued a report.", "Royal Society")
    school: str = field(Text(), "The university of a thesis.", "University of London")
    organization: str = field(Text(), "The body that held the conference or issued the manual.", "ACM")
    address: str = field(Text(), "The publisher's or the event's town.", "London")
    howpublished: str = field(Text(), "How something unusual was published.", "Privately printed")
    doi: str = field(DOI, "The DOI, with or without `https://doi.org/`.", "10.5555/12345678")
    arxiv: str = field(ARXIV, "The arXiv id, old or new style.", "2101.00001")
    pubmed: str = field(PUBMED, "The PubMed id.", "12345678")
    isbn: tuple[str, ...] = field(ListOf(ISBN), "The ISBN, or several.", "978-3-16-148410-0")
    issn: tuple[str, ...] = field(ListOf(ISSN), "The ISSN, or several.", "0162-8828")
    language: str = field(LANGUAGE, "The language it is written in, as a BCP 47 tag.", "de")
    url: str = field(Url(), "The publisher's page.", "https://example.org/paper")
    license: str = field(
        Url(), "The licence of the text, by its address.", "https://creativecommons.org/licenses/by/4.0/"
    )
    pdf: str = field(
        Link(), "The PDF: an address or a file. `papers/<id>.pdf` beside the record is found by itself.", "files/p.pdf"
    )
    code: tuple[str, ...] = field(ListOf(Url()), "Where the code is; one address or several.", "https://github.com/a/b")
    data: tuple[str, ...] = field(ListOf(Link()), "Where the data are.", "https://zenodo.org/records/1234567")
    project: str = field(Url(), "The project's page.", "https://example.org/project")
    slides: str = field(Link(), "The slides.", "files/slides.pdf")
    poster: str = field(Link(), "The poster.", "files/poster.pdf")
    video: str = field(Link(), "A recording.", "https://example.org/talk")
    links: tuple[LabelledLink, ...] = field(
        ListOf(Nested(LabelledLink, "a link", shorthand="url"), "a list of links, each with `label` and `url`"),
        "Anything else to link to.",
        "[{label: Appendix, url: 'https://example.org/appendix'}]",
    )
    award: str = field(Text(), "An award it won.", "Best Paper Award")
    selected: bool = field(Flag(), "Show it among the selected papers on the home page.", "true")
    image: Teaser | None = field(
        Nested(Teaser, "a picture or a video: `src` and `alt`", shorthand="src"),
        "A picture that shows what it is about, or a short video.",
        "{src: files/teaser.png, alt: Two curves that cross}",
    )
    versions: tuple[Version, ...] = field(
        ListOf(Nested(Version, "a version"), "a list of versions"),
        "Other forms in which it appeared.",
        "[{type: preprint, venue: arXiv, arxiv: '2101.00001'}]",
    )
    citations: Citations | None = field(
        Nested(Citations, "a count: `count`, `source`, `date`", shorthand="count"),
        "How often it was cited, by whose count.",
        "{count: 128, source: OpenAlex, date: 2026-01-15}",
    )
    abstract: Tex = field(TexText(), "The abstract, word for word; LaTeX works.", "We show that …")
    summary: Markdown = field(MarkdownText(), "What it is about in the author's plain words; Markdown.", "It shows …")
    note: Tex = field(TexText(), "A remark to show and export.", "In press")
    redirect_from: tuple[OldAddress, ...] = field(
        OLD_ADDRESSES, "Where its page used to be; readers are led on from there.", "[publications/engine.html]"
    )
    bibtex: str = field(Verbatim(), "A BibTeX entry to show instead of the one written from the record.", "@article{…}")

    @property
    def type_info(self) -> PaperType:
        """The type's names in other vocabularies; the most general type where none is given."""
        return PAPER_TYPES[self.type] if self.type else UNTYPED

    @property
    def full_title(self) -> str:
        """Title and subtitle in one, as plain text."""
        return full_title(self.title.plain, self.subtitle.plain)

    @property
    def year(self) -> int | None:
        """The year alone."""
        return self.date.year if self.date else None

    @property
    def appeared_in(self) -> str:
        """Where it appeared, in the words to show."""
        return self.venue or self.journal or self.booktitle

    @property
    def all_topics(self) -> tuple[str, ...]:
        """The primary area and then the topics, each once."""
        return tuple(dict.fromkeys(filter(None, (self.category, *self.topics))))


@record(frozen=True)
class Topic:
    """A topic of papers: an area with a code, or something finer."""

    id: str
    name: str = field(Text(), "The full name.", "Computer Vision and Pattern Recognition", required=True)
    short: str = field(Text(), "What the chip on a card says.", "CV")
    slug: str = field(Slug(), "The address: `topics/<slug>.html`; without it, made from the id.", "cv")
    description: Markdown = field(MarkdownText(), "A few words for the topic's page.", "Making machines see.")


@record(frozen=True)
class Person:
    """A co-author about whom more is known than the name."""

    id: str
    name: Name = field(PersonName(), "The name to show.", "Ada Lovelace", required=True)
    aliases: tuple[Name, ...] = field(Names(), "Other forms of the name on papers.", "[A. Lovelace, A. A. Lovelace]")
    url: str = field(Url(), "The home page.", "https://example.org/ada")
    orcid: str = field(Orcid(), "The ORCID iD.", "0000-0002-1825-0097")
    affiliation: str = field(Text(), "Where the person works.", "University of London")


@record(frozen=True)
class Venue:
    """A journal, conference or other place where papers appear."""

    id: str
    name: str = field(Text(), "The full name.", "Neural Information Processing Systems", required=True)
    short: str = field(Text(), "The name as people say it.", "NeurIPS")
    aliases: tuple[str, ...] = field(ListOf(Text("a name")), "Other forms that records use.", "[NeurIPS 2024, NIPS]")
    slug: str = field(Slug(), "The address: `venues/<slug>.html`; without it, made from the short name.", "neurips")
    url: str = field(Url(), "The venue's page.", "https://neurips.cc")


@record(frozen=True)
class Metric:
    """A figure about the scholar that cannot be derived from the records, with who says so."""

    label: str = field(Text(), "What is measured.", "h-index", required=True)
    value: str = field(Text(), "The figure, as given.", "43", required=True)
    source: str = field(Text(), "Who says so.", "Google Scholar")
    date: PartialDate | None = field(DateText(), "When it was read.", "2026-01-15")


@record(frozen=True)
class Profile:
    """The scholar whose site it is."""

    name: Name = field(PersonName(), "The scholar's name.", "Ada Lovelace", required=True)
    aliases: tuple[Name, ...] = field(Names(), "Other forms of the name on papers.", "[A. Lovelace, A. A. King]")
    position: str = field(Text(), "The position.", "Professor of Computation")
    affiliation: str = field(Text(), "The institution.", "University of London")
    affiliation_url: str = field(Url(), "The institution's page.", "https://example.org")
    location: str = field(Text(), "Town and country.", "London, United Kingdom")
    area: str = field(TopicId(), "The primary area, by id from `topics.yaml`.", "cs.CV")
    email: str = field(Text(), "An e-mail address to show.", "ada@example.org")
    photo: Image | None = field(
        Nested(Image, "a picture: `src` and `alt`", shorthand="src"), "A photograph.", "{src: files/ada.jpg, alt: Ada}"
    )
    orcid: str = field(Orcid(), "The ORCID iD.", "0000-0002-1825-0097")
    links: tuple[LabelledLink, ...] = field(
        ListOf(Nested(LabelledLink, "a link", shorthand="url"), "a list of links, each with `label` and `url`"),
        "Profiles elsewhere.",
        "[{label: GitHub, url: 'https://github.com/ada'}]",
    )
    bio: Markdown = field(MarkdownText(), "Who the scholar is; Markdown.", "I work on …")
    interests: tuple[str, ...] = field(ListOf(Text("an interest")), "Research interests, for home and CV.", "[engines]")
    metrics: tuple[Metric, ...] = field(
        ListOf(Nested(Metric, "a figure: `label`, `value`, `source`"), "a list of figures"),
        "Figures to show as given.",
        "[{label: h-index, value: 43, source: Google Scholar}]",
    )


@record(frozen=True)
class NavigationItem:
    """One entry of the menu."""

    label: str = field(Text(), "The words to show.", "Teaching", required=True)
    page: str = field(Text(), "A page of the site, by its address.", "teaching.html")
    url: str = field(Url(), "An address elsewhere, instead of a page.", "https://example.org/lab")


# How much room there is, in parts of the normal.
DENSITIES = {"airy": 1.3, "normal": 1.0, "dense": 0.7}
SCHEMES = ("auto", "light", "dark")
FOLDS = ("open", "folded")
SUMMARIES = (*FOLDS, "none")
# What the home page shows, from top to bottom, and what a paper in a list does, unless the settings say otherwise.
HOME = ("about", "metrics", "news", "selected", "charts", "papers")
CARD = ("area", "date", "links", "authors", "organizations", "venue", "award")
CARD_PARTS = (*CARD, "type", "topics", "summary", "picture")


# What people type for a setting that goes by another name here.
THEME_SYNONYMS = {
    **dict.fromkeys(("color", "colour", "colors", "colours", "primary", "palette"), 'did you mean "accent"?'),
    **dict.fromkeys(("style", "skin", "theme", "name"), 'did you mean "look"?'),
    **dict.fromkeys(("fonts", "typeface", "font-family"), 'did you mean "font"?'),
    **dict.fromkeys(("dark", "mode", "dark_mode", "appearance"), 'write "scheme: dark", "light" or "auto"'),
    **dict.fromkeys(("blocks", "sections", "homepage"), 'did you mean "home"?'),
    "spacing": 'did you mean "density"?',
    "cards": 'did you mean "card"?',
}


@record(frozen=True)
class ThemeSettings:
    """How the site looks, and what it shows where."""

    look: str = field(
        LookName(), "The look, by the name of its file in `static/looks/`; `classic` without it.", "modern"
    )
    accent: str = field(Colour(), "The one colour; it is made legible in light and dark by itself.", "'#8a1538'")
    font: str = field(Choice(TYPEFACES), "The typeface of running text; without it, the look's.", "old-style")
    heading_font: str = field(Choice(TYPEFACES), "The typeface of headings; without it, that of the text.", "humanist")
    density: str = field(Choice(DENSITIES), "How much room there is between things.", "airy")
    scheme: str = field(
        Choice(SCHEMES), "The colour scheme that readers meet first; the button in the header changes it.", "dark"
    )
    home: tuple[str, ...] = field(
        Blocks(), "The blocks of the home page in order; others are not shown.", "[about, papers]", default=HOME
    )
    card: tuple[str, ...] = field(
        ListOf(Choice(CARD_PARTS, {"image": "picture", "abstract": "summary"})),
        "What a paper in a list shows beside its title.",
        "[date, authors, venue, links]",
        default=CARD,
    )
    summaries: str = field(
        Choice(SUMMARIES), "The papers' texts on the home page, and in lists where `card` has `summary`.", "folded"
    )
    abstracts: str = field(Choice(FOLDS), "The abstract on a paper's page.", "folded")

    @property
    def text_on_home(self) -> str:
        """How the home page shows the papers' texts: ``open``, ``folded`` or, for not at all, nothing."""
        return "" if self.summaries == "none" else self.summaries or "open"

    @property
    def text_in_lists(self) -> str:
        """How other lists show them."""
        return self.text_on_home if "summary" in self.card else ""


# Which papers have a card of their own, the first unless settings say otherwise; and what else people type.
CARDS = ("all", "selected", "none")
CARDS_ALIASES = {"true": "all", "yes": "all", "false": "none", "no": "none"}


@record(frozen=True)
class Site:
    """Settings of the site as a whole."""

    title: str = field(Text(), "The site's name; without it, the scholar's.", "Ada Lovelace")
    description: str = field(Text(), "One sentence for search engines.", "Papers on the Analytical Engine.")
    url: str = field(Url(), "Where the site will be published; needed for absolute addresses.", "https://ada.example")
    language: str = field(
        LANGUAGE, "The language of the pages, as a BCP 47 tag; words, dates and numbers follow it.", "en", default="en"
    )
    navigation: tuple[NavigationItem, ...] = field(
        ListOf(Nested(NavigationItem, "a menu entry: `label` and `page` or `url`"), "a list of menu entries"),
        "The menu, instead of the one made from what the site has.",
        "[{label: Papers, page: papers/index.html}]",
    )
    theme: ThemeSettings = field(
        Nested(ThemeSettings, "settings of the theme, or the name of a look", "look", THEME_SYNONYMS),
        "How the site looks.",
        "{look: modern, accent: '#8a1538'}",
        default=ThemeSettings(),
    )
    bibtex_ascii: bool = field(
        Flag(), "Write accents in BibTeX as LaTeX commands, for programs that cannot read Unicode.", "true"
    )
    citation_style: str = field(
        Text("a style: apa, mla, chicago, ieee, vancouver, harvard, or a .csl file; or none"),
        "The style of the formatted references; a `.csl` file in `files/` needs pandoc.",
        "apa",
        default="apa",
    )
    cards: str = field(
        Choice(CARDS, CARDS_ALIASES),
        "For which papers a picture is drawn that stands for shared links to them; home has one unless it is `none`.",
        "selected",
    )
    redirects: tuple[Redirect, ...] = field(
        Redirects(),
        "Old addresses of the site and where they lead now: to a page of the site, or to a full address.",
        "{publications.html: papers/index.html}",
    )
    footer: Markdown = field(MarkdownText(), "A line at the foot of every page.", "Printed on recycled electrons.")

    @property
    def is_right_to_left(self) -> bool:
        """Whether the site's language is written from right to left."""
        return is_right_to_left(self.language)


# The page of one's own that stands before the CV that the program makes.
CV_PAGE = "cv"


@record(frozen=True)
class Page:
    """A page of one's own: the front matter of a Markdown file in `pages/`, and its text."""

    id: str
    origin: Place = dataclass_field(repr=False)
    body: Markdown
    title: str = field(Text(), "The page's title; without it, made from the file's name.", "Teaching")
    nav: bool = field(Flag(), "Whether the menu leads to it; of pages in folders, `false`.", "true", default=True)
    order: int = field(Number(), "Its position among the pages in the menu; lower comes first.", "10", default=100)
    description: str = field(Text(), "One sentence for search engines.", "Courses and supervision.")
    redirect_from: tuple[OldAddress, ...] = field(
        OLD_ADDRESSES, "Where it used to be; readers are led on from there.", "[courses.html]"
    )


@record(frozen=True)
class Records:
    """Everything an author wrote, checked.

    Attributes:
        entries: of each collection of dated entries, these by their ids, newest first.
        root_files: files for the root of the site, by their paths there.
        language: the words between what the author wrote.
    """

    site: Site
    profile: Profile
    topics: Mapping[str, Topic]
    people: Mapping[str, Person]
    venues: Mapping[str, Venue]
    papers: tuple[Paper, ...]
    pages: tuple[Page, ...]
    entries: Mapping[str, Mapping[str, Any]] = dataclass_field(default_factory=dict)
    files: frozenset[str] = frozenset()
    root_files: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = dataclass_field(default_factory=dict)
    language: Language = dataclass_field(default_factory=english)


# What RFC 3986 allows in a path; old DOIs hold "<" and ">", which it does not.
DOI_SAFE = "/:().;,-_~!*+$&=@'"


def doi_url(doi: str) -> str:
    """The address that a DOI resolves at, or nothing."""
    return f"https://doi.org/{quote(doi, safe=DOI_SAFE)}" if doi else ""


def arxiv_url(arxiv: str) -> str:
    """The abstract page of an arXiv id, or nothing."""
    return f"https://arxiv.org/abs/{arxiv}" if arxiv else ""


# What people type for a field that goes by another name here.
PAPER_SYNONYMS: dict[str, str] = {
    "year": 'write "date: 2024"',
    "month": 'write "date: 2024-08"',
    "day": 'write "date: 2024-08-26"',
    "author": 'did you mean "authors"?',
    "tags": 'did you mean "topics"?',
    "area": 'did you mean "category"?',
    "conference": 'did you mean "venue" or "booktitle"?',
    "github": 'did you mean "code"?',
    "repo": 'did you mean "code"?',
    "repository": 'did you mean "code"?',
    "eprint": 'did you mean "arxiv"?',
    "pmid": 'did you mean "pubmed"?',
    "issue": 'did you mean "number"?',
    "website": 'did you mean "url" or "project"?',
    "link": 'did you mean "url" or "links"?',
    "featured": 'did you mean "selected"?',
    "tldr": 'did you mean "summary"?',
    "keyword": 'did you mean "keywords"?',
    "editors": 'did you mean "editor"?',
    "id": "a record in papers/ takes its id from the name of its file",
}

RECORD_TYPES: tuple[type[Any], ...] = (
    Paper,
    Author,
    Version,
    Citations,
    LabelledLink,
    Image,
    Teaser,
    Profile,
    Metric,
    Site,
    ThemeSettings,
    NavigationItem,
    Topic,
    Person,
    Venue,
    Page,
)
