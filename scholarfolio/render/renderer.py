"""Render: one planned output becomes bytes. Pure: the same catalog and output give the same bytes, in any process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import jinja2
from jinja2.runtime import Macro

from scholarfolio.catalog.outputs import Output
from scholarfolio.catalog.pagination import PAPERS_ON_PAGE, on_page
from scholarfolio.design.icons import favicon, initials
from scholarfolio.design.looks import stylesheet
from scholarfolio.formats.exports import Exporter
from scholarfolio.languages import Language
from scholarfolio.pictures import LayoutError, Unreadable
from scholarfolio.render import feeds
from scholarfolio.render.contexts import CONTEXTS
from scholarfolio.render.contexts.page_context import PageContext
from scholarfolio.render.dead_links import report_dead_links
from scholarfolio.render.jinja import Environment, template_of
from scholarfolio.render.links import Addresses, Links
from scholarfolio.render.search import index as search_index
from scholarfolio.render.template_problems import TemplateFiles
from scholarfolio.render.views import Views
from scholarfolio.text.markup import trusted
from scholarfolio.tracking.queries import Queries
from scholarfolio.tracking.recorder import Lazy
from scholarfolio.tracking.store import Store
from scholarfolio.values.problems import Place, Problem
from scholarfolio.values.theme_files import Theme

if TYPE_CHECKING:
    from scholarfolio.render.picture_makers import PictureMakers


class Rendered(NamedTuple):
    """An output's bytes, one after the other where they are many; or the problems that prevented them."""

    data: bytes | Iterable[bytes]
    problems: tuple[Problem, ...] = ()


class Renderer:
    """Renders the outputs of one plan.

    Args:
        queries: what outputs are made from.
        theme: where templates are.
        store: where compiled templates are kept.
        cache: a folder to keep pictures in; it can be deleted at any time.
    """

    def __init__(self, queries: Queries, theme: Theme, store: Store | None = None, cache: Path | None = None) -> None:
        self.queries = queries
        self._exporter = Exporter(self.queries.site, queries.paper, queries.fragment)
        self._views: dict[str, tuple[Addresses, Views]] = {}
        self._theme, self._cache = theme, cache
        self._picture_makers: PictureMakers | None = None
        self._templates = _environment(theme, queries.language, store)
        self._template_files = TemplateFiles(theme)
        self._templates.filters |= {"cached": self._cached, "literal": _literal}
        self._cached_texts: dict[tuple[Any, ...], str] = {}
        self.makers: Mapping[str, Callable[[Output], str | bytes | Iterable[bytes]]] = {
            "export": self._export,
            "export script": self._export_script,
            "copy": self._copy,
            "favicon": lambda _: favicon(initials(self.queries.profile.name), self.queries.look.accent),
            "stylesheet": lambda output: stylesheet(self._copy(output).decode(), self.queries.look),
            "json feed": self._json_feed,
            "search": lambda _: search_index.parts(self.queries, store),
            "text": lambda output: output.parameter,
            **dict.fromkeys(("smaller picture", "social card", "touch icon"), self._picture),
        }

    def load(self, templates: Iterable[str]) -> None:
        """Load templates ahead of their use; what is wrong with one is found when it is used."""
        for name in templates:
            with suppress(jinja2.TemplateError):
                self._templates.get_template(name)

    def render(self, output: Output) -> Rendered:
        """Make an output's bytes. An author's mistake in a template or a link comes back as a problem."""
        if output.traits.maker == "template":
            return self._from_template(output)
        make = self.makers[output.traits.maker]
        try:
            result = make(output)
        except OSError as error:
            return Rendered(b"", (Problem(output.place, f"cannot be read: {error.strerror}"),))
        except Unreadable as error:
            return Rendered(b"", (Problem(output.place, str(error)),))
        except LayoutError as error:
            place = Place(f"templates/{output.template}")
            return Rendered(b"", (Problem(place, f"the layout fails: {error}"),))
        return Rendered(result.encode() if isinstance(result, str) else result)

    def ahead(self, output: Output, index: str, first: str) -> None:
        """Make what an output that lists papers, or says something of all of them or of all groups, needs of one chunk.

        It is kept. So processes share the work; and none has to go through all records, of which it would get a copy.
        """
        match output.traits.maker:
            case "search":
                search_index.chunk_block(self.queries, index, first)
            case "export" if index == "papers":
                self._export_chunk(output.format, first)
            case "template" if index == "papers" and (of_chunk := CONTEXTS[output.kind].of_chunk):
                page = self._context(output)
                self._from_template(output, of_chunk(page, self.queries.chunk("papers", first)))

    def _copy(self, output: Output) -> bytes:
        return self.queries.read(output.file)

    def _picture(self, output: Output) -> bytes:
        if self._picture_makers is None:
            from scholarfolio.render.picture_makers import PictureMakers  # an own module: a build may need none of it

            self._picture_makers = PictureMakers(self.queries, self._theme, self._cache)
        return self._picture_makers.make(output)

    def _export(self, output: Output) -> str | Iterable[bytes]:
        exporter, queries, name = self._exporter, self.queries, output.format
        if not output.subject:  # with one of 10,000 papers edited, reading some 80 texts instead of 10,000 spares 0.1 s
            return exporter.parts(name, (self._export_chunk(name, first) for first in queries.chunks("papers")))
        if output.collection == "papers":
            return exporter.file(name, (output.key,))
        papers = queries.members(queries.heading(output.collection, output.key))
        return exporter.file(name, papers)

    def _export_script(self, output: Output) -> str:
        return self._exporter.script(output.format, on_page(self.queries.papers, output.part, PAPERS_ON_PAGE))

    def _export_chunk(self, name: str, first: str) -> bytes:
        return self.queries.chunk_fragment(f"{name} chunk", "papers", first, partial(self._exporter.chunk, name))

    def _json_feed(self, output: Output) -> str:
        page = self._context(output)
        newest = feeds.entries(self.queries.papers[: feeds.NEWEST], self.queries)
        site = self.queries.site
        return feeds.json_feed(page.site_title, site.description, site.language, newest, page.absolute)

    def _context(self, output: Output) -> PageContext:
        prefix = self._prefix(output)
        if prefix not in self._views:
            addresses = Addresses(prefix)
            self._views[prefix] = addresses, Views(self.queries, prefix, addresses.url)
        addresses, views = self._views[prefix]
        return PageContext(self.queries, self._exporter, output, self._links(addresses), views)

    def _links(self, addresses: Addresses) -> Links:
        return Links(addresses.url, self.queries.plans, self._template_files.caller)

    def _from_template(self, output: Output, instead: Mapping[str, object] = {}) -> Rendered:
        page = self._context(output)
        try:
            names = page.names(CONTEXTS[output.kind].make(page))
            text = self._template(output.template).render({**names, **instead})
        except Exception as error:
            problem = self._template_files.problem(error)
            if problem is None:
                raise
            return Rendered(b"", (problem,))
        return Rendered(text.encode(), tuple(report_dead_links(page.dead_links, self.queries, output.place)))

    def _cached(self, macro: Macro, *given: Any) -> str:
        """What templates call as ``macro|cached(…)``: a macro given the same things is carried out once.

        A paper's entry stands on the pages of all its topics, authors, its year and its venue: at 1,000 papers this
        halves the time of a build. What is made of a record's view is a fragment, so that other processes and the next
        build have it, too. A macro sees only what it is given, so it cannot depend on anything else. It is a filter
        because a template calls those in a third of the time that a function takes.
        """
        if given and isinstance(given[0], Lazy):
            view, *settings = given
            sort = " ".join((macro.name, *map(str, settings)))
            return trusted(self.queries.fragment(sort, view.name, lambda: self._noted(macro, view(), *settings)))
        key = macro, *given
        result = self._cached_texts.get(key)
        if result is None:
            result = self._cached_texts[key] = macro(*given)
        return result

    def _noted(self, macro: Macro, *given: Any) -> str:
        """Carry out a macro, with a note of the template that it stands in."""
        self.queries.template(template_of(macro))
        return macro(*given)

    def _template(self, name: str) -> jinja2.Template:
        return self._templates.get_template(self.queries.template(name))

    def _prefix(self, output: Output) -> str:
        """What leads from a page to the site's root. The page for missing pages is shown at any depth."""
        if output.traits.any_depth and (url := self.queries.site.url):
            return urlsplit(url).path.rstrip("/") + "/"
        return "../" * output.path.count("/")


def _environment(theme: Theme, language: Language, store: Store | None) -> Environment:
    default = jinja2.FileSystemLoader(theme.templates)
    own = jinja2.FileSystemLoader(theme.own_templates)
    environment = Environment(
        loader=jinja2.ChoiceLoader([own, default, jinja2.PrefixLoader({"theme": default})]),
        # robots.txt and llms.txt are no markup: there "&" is only a letter
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # all are kept, and found at once: 1 % of a build
        bytecode_cache=_Compiled(store, theme.templates) if store else None,
    )
    environment.globals |= {
        "words": language.words,
        "say": language.say,
        "forms": language.forms,
        "date": language.date,
        "number": language.number,
    }
    return environment


def _literal(text: str) -> str:
    """A text as it stands in a script."""
    return trusted(json.dumps(str(text), ensure_ascii=False))


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates: compiling them takes 80 ms, of 220 for a site of 36 papers.

    Those of the theme are compiled once for an installation, and stand where Python keeps what it compiles of the
    program; a site's own, and all where that folder is not to be written to, from build to build. Jinja compares each
    with its template's source; that it is what was written, and by this program, ``Store`` sees to.
    """

    def __init__(self, store: Store, theme: Path) -> None:
        self._own = store
        self._theme = f"{theme}{os.sep}"
        compiled = Path(cache_from_source(__file__)).parent
        writable = not sys.dont_write_bytecode and os.access(compiled, os.W_OK)
        self._shared = store.elsewhere(compiled) if writable else store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A file's name, from which its folder follows."""
        whose = "theme" if filename and filename.startswith(self._theme) else "own"
        return f"{whose}-template-{super().get_cache_key(name, filename)}"

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket if its template was compiled before."""
        if compiled := self._folder(bucket).load(bucket.key):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a compiled template."""
        self._folder(bucket).save(bucket.key, bucket.bytecode_to_string())

    def _folder(self, bucket: jinja2.bccache.Bucket) -> Store:
        return self._shared if bucket.key.startswith("theme-") else self._own
