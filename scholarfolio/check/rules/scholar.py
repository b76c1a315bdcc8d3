"""Rules for what Google Scholar reads: https://scholar.google.com/intl/en/scholar/inclusion.html."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from urllib.parse import unquote

from scholarfolio.check.forms import is_address
from scholarfolio.check.html import UNSEEN
from scholarfolio.check.page import Page, squash
from scholarfolio.check.rule import Faults, PageRule, SiteRule, short
from scholarfolio.check.site import Site
from scholarfolio.values import identifiers

# Tags that a paper has once.
_SINGLE = (
    "title",
    "publication_date",
    "online_date",
    "journal_title",
    "conference_title",
    "dissertation_institution",
    "technical_report_institution",
    "volume",
    "issue",
    "firstpage",
    "lastpage",
    "doi",
    "arxiv_id",
    "language",
    "pdf_url",
    "abstract_html_url",
)
_SEVERAL = re.compile(r";|\bet al\b| and | & |,.*,.*,", re.IGNORECASE)
_OTHERS = re.compile(r"(and )?others\.?|et\.? al\.?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:/(\d{1,2})/(\d{1,2}))?")
_MARKUP = re.compile(
    r"\\[a-z]+|[{}]|\$[^$]*[\\^_][^$]*\$|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|</?(?:a|b|em|i|math|m[ion]|p|span|strong|su[bp])\b[^>]*>",
    re.IGNORECASE,
)
_FORMS = {
    "citation_doi": re.compile(identifiers.DOI),
    "citation_issn": re.compile(r"\d{4}-?\d{3}[\dXx]"),
    "citation_isbn": re.compile(r"(?=(?:[^0-9Xx]*[0-9Xx]){10}(?:(?:[^0-9Xx]*[0-9Xx]){3})?[^0-9Xx]*$)[\dXx -]+"),
    "citation_arxiv_id": re.compile(identifiers.ARXIV_ID),
    "citation_pmid": re.compile(r"\d+"),
    "citation_firstpage": re.compile(r"[\w.:]+"),
    "citation_lastpage": re.compile(r"[\w.:]+"),
    "citation_language": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
}
# Tags whose values may look like anything: addresses, and words that the author chose.
_NOT_WORDS = ("_url", "_doi", "_keywords")
# How many clicks from the home page Google Scholar asks for at most.
MOST_CLICKS = 2
# How many words of an abstract are looked for.
_ABSTRACT_WORDS = 30
_NO_PROSE = UNSEEN | {"pre", "code", "textarea"}


def scholar_title(page: Page, site: Site) -> Faults:
    """Every paper's page with authors and a date gives the title in `citation_title`, as it is seen on the page."""
    tags = page.meta("citation_title")
    if not any(page.said("citation_title")) and (_has_tags(page) or (page.is_paper and page.byline[0] and page.dates)):
        yield page.at(next(iter(tags), None)), "there is no citation_title"
    for meta in tags:
        words = _words(meta.get("content"))
        if words and _share(words, _heading(page)) < 0.75:
            yield page.at(meta), f'citation_title "{short(meta.get("content"))}" is not seen on the page'


def _heading(page: Page) -> str:
    """What stands at the heading of a page, where a subtitle may stand too."""
    heading = page.tree.first("h1")
    if heading is None or heading.parent is None:
        return ""
    around = heading.parent if heading.parent.name in ("header", "hgroup") else heading
    return f"{heading.text} {around.text}"


def _has_tags(page: Page) -> bool:
    """Whether a page says anything to Google Scholar; then it must say title, authors and date."""
    return any(page.metas_from("citation_"))


def scholar_authors(page: Page, site: Site) -> Faults:
    """A paper's `citation_author` tags are the authors whom its page shows, one each and in the same order; "others"
    and "et al." are never one."""
    if not _has_tags(page):
        return
    tags = page.meta("citation_author")
    names = [meta.get("content") for meta in tags]
    visible, more = page.byline
    for meta, name in zip(tags, names, strict=True):
        if _OTHERS.fullmatch(name):
            yield page.at(meta), f'citation_author "{name}" is nobody'
        elif _SEVERAL.search(name) and name not in visible:
            yield page.at(meta), f'citation_author "{short(name)}" holds several names'
        elif not visible and squash(name) not in page.words:
            yield page.at(meta), f'citation_author "{short(name)}" is not seen on the page'
    if not tags:
        yield (
            page.at(page.meta("citation_title")[0] if page.meta("citation_title") else None),
            "there is no citation_author",
        )
    elif visible and visible != names and not (more and visible[: len(names)] == names):
        yield page.at(tags[0]), f"the page shows {_listed(visible)}, the tags name {_listed(names)}"


def _listed(names: list[str]) -> str:
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f'"{listed}"' if names else "nobody"


def scholar_date(page: Page, site: Site) -> Faults:
    """A paper's date is given once as `2024/8/26`, or as `2024` where the day is not known."""
    tags = page.meta("citation_publication_date")
    for meta in (*tags, *page.meta("citation_online_date")):
        if why := _bad_date(meta.get("content")):
            yield page.at(meta), f'{meta.get("name")} "{short(meta.get("content"))}" {why}'
    if not tags and _has_tags(page):
        yield page.at(page.tree.first("head")), "there is no citation_publication_date"


def _bad_date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        return "is neither a year nor year/month/day"
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return "is no day of any calendar"
    return ""


def scholar_pdf(page: Page, site: Site) -> Faults:
    """A paper's PDF that lies beside its page is named in `citation_pdf_url` by its full address, and no other is."""
    beside = f"{posixpath.splitext(page.path)[0]}.pdf"
    tags = page.meta("citation_pdf_url")
    for meta in tags:
        address = meta.get("content")
        if not is_address(address):
            yield page.at(meta), f'citation_pdf_url "{short(address)}" is not absolute'
        elif not address.lower().endswith(".pdf"):
            yield page.at(meta), f'citation_pdf_url "{short(address)}" does not end in .pdf'
        elif site.address and (why := _astray(unquote(address), page, site)):
            yield page.at(meta), f'citation_pdf_url "{short(address)}" {why}'
    if page.is_paper and site.address and not tags and beside in site.files:
        yield page.at(page.tree.first("head")), f"{beside} lies beside the page, but there is no citation_pdf_url"


def _astray(address: str, page: Page, site: Site) -> str:
    folder = site.address + page.folder
    name = address.removeprefix(folder)
    if name == address or "/" in name:
        return f"does not lie beside the page, in {folder}"
    return "" if page.folder + name in site.files else "leads nowhere: there is no such file"


def scholar_plain(page: Page, site: Site) -> Faults:
    """What the tags for Google Scholar say is plain text: no TeX, no braces, no HTML, no entity written twice."""
    for meta in page.metas_from("citation_"):
        value = meta.get("content")
        if not value:
            yield page.at(meta), f"{meta.get('name')} is empty"
        elif not meta.get("name").endswith(_NOT_WORDS) and (match := _MARKUP.search(value)):
            yield page.at(meta), f'{meta.get("name")} has "{short(match[0])}" in it'


def scholar_once(page: Page, site: Site) -> Faults:
    """What a paper has one of is said once, in `<meta name=… content=…>`."""
    for name in _SINGLE:
        for meta in page.meta(f"citation_{name}")[1:]:
            yield page.at(meta), f"there is a second citation_{name}"
    for meta in page.metas_from("citation_"):
        if "name" not in meta.attributes:
            yield page.at(meta), f"{meta.get('property')} is given as property=, not as name="


def scholar_identifiers(page: Page, site: Site) -> Faults:
    """DOI, ISSN, ISBN, arXiv id, pages and language have their own form: `10.1000/182`, not `https://doi.org/…`."""
    for name, form in _FORMS.items():
        for meta in page.meta(name):
            if meta.get("content") and not form.fullmatch(meta.get("content")):
                yield page.at(meta), f'{name} "{short(meta.get("content"))}" has another form than it should'


def scholar_addresses(page: Page, site: Site) -> Faults:
    """A paper's page names its own full address in `citation_abstract_html_url`."""
    for meta in page.meta("citation_abstract_html_url"):
        if unquote(meta.get("content")) != site.absolute(page.path):
            yield page.at(meta), f'citation_abstract_html_url "{short(meta.get("content"))}" is not the page\'s address'


def scholar_abstract_visible(page: Page, site: Site) -> Faults:
    """A paper's abstract is seen on its page without a click."""
    if not page.is_paper:
        return
    for summary in page.tree.all("summary"):
        if summary.text.casefold() == "abstract" and summary.parent and "open" not in summary.parent.attributes:
            yield page.at(summary), "the abstract is seen only after a click"
    for block, node in page.nodes:
        abstract = node.get("abstract")
        words = _words(abstract)[:_ABSTRACT_WORDS] if isinstance(abstract, str) else []
        if words and _share(words, _visible_text(page)) < 0.6:
            yield page.at(block), f'the abstract "{short(str(abstract))}" is not seen on the page'


def _visible_text(page: Page) -> str:
    """What is read on a page without opening anything, and without what is shown as typed, such as BibTeX."""
    return " ".join(text for around, text in page.main.strings(_NO_PROSE) if not around.is_hidden)


def _share(words: list[str], text: str) -> float:
    """How many of the words, as a share of 1, stand in a text: formulas come out in many ways."""
    there = set(_words(text))
    return sum(word in there for word in words) / len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.casefold())


def scholar_reachable(site: Site) -> Faults:
    """Every paper's page is found from the home page by at most two plain links."""
    reached = near = {"index.html"}
    for _ in range(MOST_CLICKS):
        near = {path for page in near if page in site.traces for path in site.traces[page].links} - reached
        reached = reached | near
    for path in site.papers:
        if path not in reached:
            yield site.at(path), f"is more than {MOST_CLICKS} links away from the home page"


RULES = (
    PageRule(scholar_title),
    PageRule(scholar_authors),
    PageRule(scholar_date),
    PageRule(scholar_pdf),
    PageRule(scholar_plain),
    PageRule(scholar_once),
    PageRule(scholar_identifiers),
    PageRule(scholar_addresses, needs_address=True),
    PageRule(scholar_abstract_visible),
    SiteRule(scholar_reachable),
)
