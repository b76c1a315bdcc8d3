"""Theme: where templates and static files come from, and which of them a site replaces with its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent.parent
# The look that all others are changes to.
CLASSIC = "classic"


class Theme(NamedTuple):
    """The default theme, and the site's own files that go before it.

    Attributes:
        templates, static: the default theme's folders.
        own_templates, own_static: the site's folders of the same kind; they need not exist.
    """

    templates: Path
    static: Path
    own_templates: Path
    own_static: Path

    @property
    def stylesheet(self) -> Path:
        """The theme's stylesheet, which a look fills in."""
        return self.static / "style.css"

    @property
    def classic(self) -> Path:
        """The file of the look that all others are changes to: it sets every token."""
        return self.static / "looks" / f"{CLASSIC}.css"

    def looks(self) -> Mapping[str, Path]:
        """The file of every look by the look's name; a site's own goes before the theme's."""
        return {name: folder / f"{name}.css" for folder in self._look_folders for name in _stems(folder, ".css")}

    def blocks(self) -> frozenset[str]:
        """The names of the blocks that the home page can show: each is a template in ``blocks/``."""
        folders = (self.templates / "blocks", self.own_templates / "blocks")
        return frozenset(name for folder in folders for name in _stems(folder, ".html"))

    def template(self, name: str) -> Path:
        """The file of a template that is not Jinja's: the site's own if it has one."""
        own = self.own_templates / name
        return own if own.is_file() else self.templates / name

    def template_names(self) -> frozenset[str]:
        """The names of the theme's templates."""
        return frozenset(name for name, _ in _files(self.templates))

    def static_names(self) -> frozenset[str]:
        """The names of the theme's static files."""
        return frozenset(name for name, _ in _files(self.static))

    def own_template_files(self) -> Mapping[str, Path]:
        """The site's own templates by name."""
        return dict(_files(self.own_templates))

    def own_static_files(self) -> Mapping[str, Path]:
        """The site's own static files by name, without looks."""
        return {name: path for name, path in _files(self.own_static) if not self._is_look(path)}

    def static_files(self) -> Mapping[str, Path]:
        """Every file to publish by its path below ``static/``; looks are not among them, but part of the stylesheet.

        A file of the site's own replaces the theme's of that name; the theme's stays in reach as ``theme/NAME``, so
        that a stylesheet can begin with ``@import "theme/style.css"``.
        """
        default = dict(_files(self.static))
        own = dict(_files(self.own_static)) if self.own_static != self.static else {}
        replaced = {f"theme/{name}": path for name, path in default.items() if name in own}
        files = {**replaced, **default, **own}
        return {name: path for name, path in files.items() if not self._is_look(path)}

    def _is_look(self, path: Path) -> bool:
        return path.suffix == ".css" and path.parent in self._look_folders

    @property
    def _look_folders(self) -> tuple[Path, Path]:
        return self.static / "looks", self.own_static / "looks"


def find_theme(site_root: Path) -> Theme:
    """The theme for a site whose ``content/`` lies in ``site_root``."""
    home = default_theme()
    return Theme(home / "templates", home / "static", site_root / "templates", site_root / "static")


def default_theme() -> Path:
    """The folder with the default theme: inside the installed package, or at the root of a checkout."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent


def _stems(folder: Path, suffix: str) -> list[str]:
    """The names of a folder's files with an ending, without it."""
    try:
        return sorted(path.stem for path in folder.iterdir() if path.suffix == suffix)
    except OSError:
        return []


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                yield path.relative_to(folder).as_posix(), path
