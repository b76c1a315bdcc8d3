"""Theme: where templates and static files come from, and which of them a site replaces with its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Theme:
    """The default theme, and the site's own files that go before it.

    Attributes:
        templates, static: the default theme's folders.
        own_templates, own_static: the site's folders of the same kind; they need not exist.
    """

    templates: Path
    static: Path
    own_templates: Path
    own_static: Path

    def static_files(self) -> Mapping[str, Path]:
        """Every static file by its path below ``static/``.

        A file of the site's own replaces the theme's of that name; the theme's stays in reach as ``theme/NAME``, so
        that a stylesheet can begin with ``@import "theme/style.css"``.
        """
        default = dict(_files(self.static))
        own = dict(_files(self.own_static)) if self.own_static != self.static else {}
        replaced = {f"theme/{name}": path for name, path in default.items() if name in own}
        return {**replaced, **default, **own}


def find_theme(site_root: Path) -> Theme:
    """The theme for a site whose ``content/`` lies in ``site_root``."""
    home = default_theme()
    return Theme(home / "templates", home / "static", site_root / "templates", site_root / "static")


def default_theme() -> Path:
    """The folder with the default theme: inside the installed package, or at the root of a checkout."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                yield path.relative_to(folder).as_posix(), path
