"""TemplateSources: the files of a template, its own and those of all that it extends, includes and imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from scholarfolio.tracking.source_files import SourceFiles
from scholarfolio.tracking.store import digest
from scholarfolio.values.theme_files import Theme

# The only tags by which Jinja comes from one template to another.
_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
# One name, as typed, and nothing that could make it another.
_NAMED = re.compile(
    r"""\s*(["'])([^"'\\]+)\1\s*(?:(?:ignore\s+missing|with\s+context|without\s+context|as|import)\b[\w\s,]*)?[-+]?"""
)


class TemplateSources:
    """Digests of templates.

    Args:
        theme: has the folders of templates.
        files: the files in them.
    """

    def __init__(self, theme: Theme, files: SourceFiles) -> None:
        self._theme = theme
        self._files = files
        self.digest = cache(self._digest)

    def _digest(self, name: str) -> bytes:
        """The digest of a template with all that it includes; of all templates, where only rendering would tell."""
        names: dict[str, None] = {}
        pending = [name]
        while pending:
            name = pending.pop()
            if name not in names:
                names[name] = None
                for path in self._candidates(name):
                    included = self._included(path)
                    if included is None:
                        return self._digest_of(self._all_templates())
                    pending += included
        return self._digest_of(str(path) for name in sorted(names) for path in self._candidates(name))

    def _digest_of(self, paths: Iterable[str]) -> bytes:
        return digest(*(part for path in paths for part in (path.encode(), self._files.digest(path))))

    def _candidates(self, name: str) -> Iterator[Path]:
        """The paths at which a template of this name may be."""
        yield self._theme.own_templates / name
        yield self._theme.templates / name
        if name.startswith("theme/"):
            yield self._theme.templates / name.removeprefix("theme/")

    def _all_templates(self) -> list[str]:
        own, theme = self._theme.own_templates, self._theme.templates
        return sorted(self._files.paths_below(own) | self._files.paths_below(theme))

    def _included(self, path: Path) -> Sequence[str] | None:
        """The names of the templates that one uses; ``None`` where a name is worked out only when it is rendered."""
        try:
            source = path.read_text("utf-8")
        except (OSError, ValueError):
            return ()
        names = [_NAMED.fullmatch(tag[1]) for tag in _TAG.finditer(source)]
        return None if None in names else [name[2] for name in names if name]
