"""Rules for a page as a document: its language, its names, its outline, and what people who cannot see it need."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from scholarfolio.check.html import UNSEEN, Element
from scholarfolio.check.page import Page
from scholarfolio.check.rule import Faults, PageRule, SiteRule, short
from scholarfolio.check.site import Site

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_HEADING = ("h1", "h2", "h3", "h4", "h5", "h6")
# Hebrew, Arabic and their neighbours: what is written from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TEX = re.compile(r"(?<![\w\\:])\\(?:[A-Za-z]{2,}|[()\[\]])|(?<![\w$])\$(?=\S)[^$\n]*[\\^_][^$\n]*(?<=\S)\$(?![\d$])")
# Attributes that name ids, and what looks like a field of a form but needs no label.
_NAMING = frozenset(["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list"])
_NO_FIELDS = ("hidden", "submit", "button", "reset", "image")
# What is shown as it was typed.
_AS_TYPED = UNSEEN | frozenset("pre code samp kbd textarea annotation annotation-xml".split())


def closed_elements(page: Page, site: Site) -> Faults:
    """Every element that is opened is closed, and no other."""
    for element in page.tree.unclosed:
        yield page.at(element), f"<{element.name}> is never closed"
    for name, line, column in page.tree.stray:
        yield site.at(page.path, line, column), f"</{name}> closes nothing"


def html_lang(page: Page, site: Site) -> Faults:
    """Every page says in `<html lang>` which language it is in."""
    html = page.tree.first("html")
    language = html.get("lang") if html else ""
    if not _LANGUAGE.fullmatch(language):
        yield page.at(html), f'<html> has lang="{language}", which is no language' if language else "<html> has no lang"


def charset(page: Page, site: Site) -> Faults:
    """Every page says at its beginning that it is UTF-8."""
    charsets = [meta for meta in page.tree.all("meta") if "charset" in meta.attributes]
    if not any(meta.get("charset").lower() == "utf-8" for meta in charsets):
        yield page.at(next(iter(charsets), None)), 'there is no <meta charset="utf-8">'
    elif page.tree.all("title", "script") and (charsets[0].line, charsets[0].column) > min(
        (element.line, element.column) for element in page.tree.all("title", "script")
    ):
        yield page.at(charsets[0]), '<meta charset="utf-8"> must come before any text'


def viewport(page: Page, site: Site) -> Faults:
    """Every page fits its width to a phone and lets readers zoom."""
    tags = page.meta("viewport")
    text = " ".join(meta.get("content") for meta in tags).replace(" ", "").lower()
    if "width=device-width" not in text and not page.is_redirect:
        yield page.at(next(iter(tags), None)), "there is no viewport with width=device-width"
    elif re.search(r"user-scalable=(no|0)|maximum-scale=1(\.0*)?(,|$)", text):
        yield page.at(tags[0]), "the viewport forbids to zoom"


def page_title(page: Page, site: Site) -> Faults:
    """Every page has one `<title>`, with words in it."""
    if not page.titles:
        yield page.at(page.tree.first("head")), "there is no <title>"
    elif not page.title:
        yield page.at(page.titles[0]), "the <title> is empty"
    for title in page.titles[1:]:
        yield page.at(title), "there is a second <title>"


def duplicate_page_titles(site: Site) -> Faults:
    """No two pages have the same title."""
    pages = defaultdict(list)
    for path, trace in site.traces.items():
        if trace.indexed and trace.title:
            pages[trace.title].append(path)
    for title, paths in pages.items():
        for path in paths[1:]:
            yield site.at(path), f'is called "{short(title)}", as is {paths[0]}'


def page_description(page: Page, site: Site) -> Faults:
    """Every page that search engines list describes itself once."""
    tags = page.meta("description")
    if page.is_indexed and not any(page.said("description")):
        yield page.at(next(iter(tags), None)), "there is no description"
    for meta in tags[1:]:
        yield page.at(meta), "there is a second description"


def one_h1(page: Page, site: Site) -> Faults:
    """Every page has one `<h1>`, with words in it."""
    headings = page.tree.all("h1")
    if not headings and not page.is_redirect:
        yield page.at(page.main), "there is no <h1>"
    for heading in headings[:1]:
        if not _label(heading):
            yield page.at(heading), "the <h1> is empty"
    for heading in headings[1:]:
        yield page.at(heading), "there is a second <h1>"


def heading_order(page: Page, site: Site) -> Faults:
    """Headings never skip a level on their way down."""
    headings = sorted(page.tree.all(*_HEADING), key=lambda heading: (heading.line, heading.column))
    if headings and headings[0].name != "h1" and page.tree.first("h1"):
        yield page.at(headings[0]), f"<{headings[0].name}> comes before the <h1>"
    for earlier, later in pairwise(headings):
        if int(later.name[1]) > int(earlier.name[1]) + 1:
            yield page.at(later), f"<{later.name}> follows on <{earlier.name}>"


def unique_ids(page: Page, site: Site) -> Faults:
    """An id is given once on a page, and has no white space in it."""
    for name, elements in page.ids.items():
        if not name or re.search(r"\s", name):
            yield page.at(elements[0]), f'id="{name}" is no id'
        for element in elements[1:]:
            yield page.at(element), f'id="{name}" is taken on line {elements[0].line}'


def id_references(page: Page, site: Site) -> Faults:
    """What names an id of its page, in `for` or `aria-…`, finds it there."""
    for element in page.tree.elements:
        for attribute in _NAMING.intersection(element.attributes):
            for name in element.get(attribute).split():
                if name not in page.ids:
                    yield page.at(element), f'{attribute}="{short(name)}" names an id that is not there'


def form_labels(page: Page, site: Site) -> Faults:
    """Every field that a reader fills in says what it is for."""
    labelled = {label.get("for") for label in page.tree.all("label")}
    for field in page.tree.all("input", "select", "textarea"):
        named = any(field.get(name) for name in ("aria-label", "aria-labelledby", "title"))
        inside = any(one.name == "label" for one in field.ancestors())
        if field.get("type") not in _NO_FIELDS and not (named or inside or field.get("id") in labelled - {""}):
            yield page.at(field), f"<{field.name}> has no label"


def img_alt(page: Page, site: Site) -> Faults:
    """Every picture says in words what it shows, or by `alt=""` that it shows nothing that matters."""
    for image in page.tree.all("img"):
        if "alt" not in image.attributes:
            yield page.at(image), f'the picture "{short(image.get("src"))}" has no alt'


def video_name(page: Page, site: Site) -> Faults:
    """Every video says in words what it shows, and begins only when a reader asks for it."""
    for video in page.tree.all("video"):
        if not any(video.get(name) for name in ("aria-label", "aria-labelledby", "title")):
            yield page.at(video), "the video does not say what it shows"
        if "autoplay" in video.attributes:
            yield page.at(video), "the video begins by itself"
        elif "controls" not in video.attributes:
            yield page.at(video), "the video has no controls, so nobody can begin it"


def landmark_main(page: Page, site: Site) -> Faults:
    """Every page holds its content in one `<main>`."""
    mains = page.tree.all("main")
    if not mains and not page.is_redirect:
        yield page.at(page.tree.first("body")), "there is no <main>"
    for main in mains[1:]:
        yield page.at(main), "there is a second <main>"


def skip_link(page: Page, site: Site) -> Faults:
    """The first link of every page leads to its content, for those who go by keyboard."""
    links = [link for link in page.tree.all("a") if "href" in link.attributes]
    if not links or not page.tree.first("main"):
        return
    href = links[0].get("href")
    inside = (one.get("id") for one in page.main.walk())
    if not href.startswith("#") or not any(href[1:] == name for name in inside if name):
        yield page.at(links[0]), f'the first link leads to "{short(href)}", not to the <main> of the page'


def tab_order(page: Page, site: Site) -> Faults:
    """Whoever goes by keyboard goes in the order of the page: no `tabindex` is above 0."""
    for element in page.tree.elements:
        if re.fullmatch(r"\+?0*[1-9]\d*", element.get("tabindex")):
            yield page.at(element), f'tabindex="{element.get("tabindex")}" comes before all else on the page'


def empty_link_text(page: Page, site: Site) -> Faults:
    """Every link and every button has words, if only for those who hear them."""
    for element in page.tree.all("a", "button"):
        if (element.name == "button" or "href" in element.attributes) and not _label(element):
            what = f'the link to "{short(element.get("href"))}"' if element.name == "a" else "a button"
            yield page.at(element), f"{what} has no words"


def text_direction(page: Page, site: Site) -> Faults:
    """Names and texts written from right to left stand in an element with a `dir`, or in `<bdi>`."""
    html = page.tree.first("html")
    if html is not None and html.get("dir").lower() == "rtl":
        return
    for around, text in page.main.strings(UNSEEN):
        if _RIGHT_TO_LEFT.search(text) and not any(
            one.get("dir") or one.name in ("bdi", "bdo", "pre", "code", "textarea") for one in around.ancestors()
        ):
            yield page.at(around), f'"{short(text)}" is written from right to left, but nothing around it says so'


def no_tex_left(page: Page, site: Site) -> Faults:
    """No TeX is left in what readers read, but where it is shown as typed (`<code>`, `<pre>`, class `tex`)."""
    for around, text in page.main.strings(_AS_TYPED):
        match = _TEX.search(text)
        if match and not any("tex" in one.classes for one in around.ancestors()):
            yield page.at(around), f'"{short(match[0])}" is TeX'


def _label(element: Element) -> str:
    """What is heard of a link, a button or a heading."""
    pictures = (one.get("alt") for one in element.walk() if one.name == "img")
    drawn = (one.get("aria-label") for one in element.walk())
    named = element.get("title") or element.get("aria-labelledby")
    return element.text or named or next(filter(None, (*drawn, *pictures)), "")


RULES = (
    PageRule(closed_elements),
    PageRule(html_lang),
    PageRule(charset),
    PageRule(viewport),
    PageRule(page_title),
    SiteRule(duplicate_page_titles, "warning"),
    PageRule(page_description),
    PageRule(one_h1),
    PageRule(heading_order),
    PageRule(unique_ids),
    PageRule(id_references),
    PageRule(form_labels),
    PageRule(img_alt),
    PageRule(video_name),
    PageRule(landmark_main),
    PageRule(skip_link),
    PageRule(tab_order),
    PageRule(empty_link_text),
    PageRule(text_direction, "warning"),
    PageRule(no_tex_left),
)
