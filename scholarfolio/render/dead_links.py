"""Dead links: what is said about links that lead nowhere, at the author's own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import basename, normpath

from scholarfolio.content.text_places import TextSource
from scholarfolio.render.links import DeadLink, split_address
from scholarfolio.text.links import typed_address
from scholarfolio.text.markdown.record_links import typed_key
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.problems import Place, Problem, did_you_mean


def report_dead_links(dead: Iterable[DeadLink], queries: Queries, page: Place) -> Iterator[Problem]:
    """A warning for each place with a link that leads nowhere.

    Args:
        page: what called for the page with the link, where its place is not known.
    """
    for link in dict.fromkeys(dead):
        message = f'links to "{link.address}", which the site does not have{_hint(link.address, queries)}'
        if link.key:
            message = f'links to "{link.key}", which has no page: there is no paper with it'
        for place in _places(link, queries, page):
            yield Problem(place, message, "warning")


def _places(link: DeadLink, queries: Queries, page: Place) -> list[Place]:
    if isinstance(link.source, TextSource):
        return queries.places_of(link.source, typed_key(link.key) if link.key else typed_address(link.address))
    return [link.source or page]


def _hint(address: str, queries: Queries) -> str:
    """What was probably meant: the same address from the site's root, or the most similar one."""
    path, addresses = split_address(address)[0], queries.addresses
    from_root = normpath(path).lstrip("./")
    if path != from_root and from_root in addresses:
        return f'; addresses begin at the root of the site: "{from_root}"'
    namesakes = [known for known in addresses if basename(known) == basename(path)]
    if len(namesakes) == 1:
        return f'; did you mean "{namesakes[0]}"?'
    if near := _similar(path, addresses):
        return near
    return "; put the file into content/files/" if path.startswith("files/") else ""


def _similar(path: str, addresses: Iterable[str]) -> str:
    """The most similar address; endings, which all pages share, do not count."""
    stem, dot, ending = path.rpartition(".")
    same = [known.removesuffix(dot + ending) for known in addresses if known.endswith(dot + ending)]
    return did_you_mean(stem, same).replace('"?', f'{dot}{ending}"?')
