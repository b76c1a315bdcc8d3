"""The content folder as a check sees it: read and planned as a build does it, but not rendered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scholarfolio.build.site import PlannedSite, plan_site
from scholarfolio.values.problems import Place, Problems


@dataclass(frozen=True)
class Content:
    """A content folder: what is wrong with it, and what it would be built to if it is not too broken for that."""

    problems: Problems
    prepared: PlannedSite | None


def read_content(folder: Path, address: str) -> Content:
    """Read a content folder, and plan its site for an address; without one, for that in ``site.yaml``."""
    problems = Problems()
    if not folder.is_dir():
        problems.error(Place(str(folder)), "there is no such folder; --content names the one that holds the content")
        return Content(problems, None)
    return Content(problems, plan_site(folder, address.rstrip("/"), problems))
