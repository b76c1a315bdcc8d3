"""PlannedSite: everything up to the plan of a site, from which it can be rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from scholarfolio.catalog.catalog import Catalog, build_catalog
from scholarfolio.catalog.outputs import Output, plan_outputs
from scholarfolio.catalog.related import Features, Related, related_papers
from scholarfolio.content.collections import layouts
from scholarfolio.content.loader import ReadPapers, read_records
from scholarfolio.content.reader import read_content
from scholarfolio.design.looks import Look, read_look
from scholarfolio.design.overrides import report_unused_overrides
from scholarfolio.formats.citation_styles import Reference, StyleError, format_references
from scholarfolio.tracking.queries import Queries
from scholarfolio.tracking.store import CACHE
from scholarfolio.values.frozen import record
from scholarfolio.values.problems import Place, Problem, Problems
from scholarfolio.values.theme_files import Theme, find_theme


@record(frozen=True)
class PlannedSite:
    """A site that could be rendered, with what it is made from; ``content`` is the content folder."""

    catalog: Catalog
    theme: Theme
    look: Look
    plan: tuple[Output, ...]
    references: Mapping[str, Reference]
    content: Path

    def queries(self) -> Queries:
        """The questions that may be asked while outputs are made."""
        return Queries(self.catalog, self._planned, self.references, self.look, self.content)

    @cached_property
    def _planned(self) -> Mapping[str, bool]:
        return {output.path: output.is_indexed for output in self.plan}


def plan_site(
    content: Path,
    url: str,
    problems: Problems,
    read_papers: ReadPapers | None = None,
    relate: Callable[[Features], Related] = related_papers,
) -> PlannedSite | None:
    """Read content and plan a site; ``None`` where the content is too broken for that.

    Args:
        content: the content folder.
        url: goes before the address in ``site.yaml``.
        problems: receives whatever is wrong.
        read_papers: reads the papers of files of their own; without it, each is read anew.
        relate: finds related papers, or takes them from a cache.
    """
    documents = read_content(content, layouts(), problems)
    records = read_records(documents, problems, read_papers)
    if records is None:
        return None
    if url:
        records = replace(records, site=replace(records.site, url=url))
    cache = content.absolute().parent / CACHE
    if records.pictures:
        # the largest sites mostly have no pictures, and are spared the import
        from scholarfolio.content.images import arranged

        records = replace(records, pictures=arranged(records, content, cache, problems))
    catalog = build_catalog(records, problems, relate)
    theme = find_theme(content.absolute().parent)
    plan = plan_outputs(catalog, theme, content, problems)
    report_unused_overrides(theme, records.site.theme.home, problems)
    look = read_look(theme, records.site.theme, problems)
    return PlannedSite(catalog, theme, look, plan, _references(catalog, content, cache, problems), content)


def _references(catalog: Catalog, content: Path, cache: Path, problems: Problems) -> Mapping[str, Reference]:
    """The references of all papers; none where the style cannot be used, with the reason in ``problems``."""
    style = catalog.records.site.citation_style
    try:
        return format_references(catalog.papers, style, cache, content)
    except StyleError as error:
        problems.items.append(Problem(Place(f"{content.name}/site.yaml"), str(error), error.severity))
        return {}
