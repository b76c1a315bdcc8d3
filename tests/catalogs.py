"""Catalogs of a few papers."""

from __future__ import annotations

from scholarfolio.build.site import plan_site
from scholarfolio.values.problems import Problems


def catalog_of(content, papers, **files):
    """The catalog of papers given as YAML by id, with the problems it raised."""
    folder = content("site.yaml", "url: https://example.org\n")
    for name, text in files.items():
        content(f"{name}.yaml", text)
    for name, text in papers.items():
        content(f"papers/{name}.yaml", text)
    problems = Problems()
    site = plan_site(folder, "", problems)
    assert site is not None, list(map(str, problems))
    return site.catalog, [str(problem) for problem in problems]
