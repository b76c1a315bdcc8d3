"""TemplateSources: which files a template is made of, itself and all that it extends, includes and imports."""

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
    """The files of templates, told by their digests.

    Args:
        theme: where templates are.
        inputs: the files.
    """

    def __init__(self, theme: Theme, inputs: SourceFiles) -> None:
        self._theme = theme
        self._inputs = inputs
        self.digest = cache(self._digest)

    def _digest(self, name: str) -> bytes:
        """What stands for a template with all that it includes: where that cannot be told, all templates there are."""
        seen: dict[str, None] = {}
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                for path in self._candidates(name):
                    named = self._named(path)
                    if named is None:
                        return self._stand_for(self._every_template())
                    waiting += named
        return self._stand_for(str(path) for name in sorted(seen) for path in self._candidates(name))

    def _stand_for(self, paths: Iterable[str]) -> bytes:
        return digest(*(part for path in paths for part in (path.encode(), self._inputs.digest(path))))

    def _candidates(self, name: str) -> Iterator[Path]:
        """Where a template of this name is looked for, whether or not it is there."""
        yield self._theme.own_templates / name
        yield self._theme.templates / name
        if name.startswith("theme/"):
            yield self._theme.templates / name.removeprefix("theme/")

    def _every_template(self) -> list[str]:
        return sorted(self._inputs.below(self._theme.own_templates) | self._inputs.below(self._theme.templates))

    def _named(self, path: Path) -> Sequence[str] | None:
        """The names in a template; ``None`` where one is worked out only when the template is used."""
        try:
            source = path.read_text("utf-8")
        except (OSError, ValueError):
            return ()
        found = [_NAMED.fullmatch(tag[1]) for tag in _TAG.finditer(source)]
        return None if None in found else [name[2] for name in found if name]
