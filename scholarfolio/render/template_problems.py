"""Template problems: which file and line of a template a mistake is in, named as the author finds it."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import jinja2

from scholarfolio.values.problems import Place, Problem
from scholarfolio.values.theme_files import Theme

_SUFFIXES = (".html", ".xml", ".txt", ".js")


class TemplateFiles:
    """Names the files of templates: the author's ``templates/NAME``, the theme's ``theme/NAME``."""

    def __init__(self, theme: Theme) -> None:
        self._folders = {"templates": theme.own_templates.as_posix(), "theme": theme.templates.as_posix()}

    def problem(self, error: Exception) -> Problem | None:
        """A mistake in a template with its file and line; ``None`` when no template was involved."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            path = error.filename or error.name or "template"
            return Problem(self._place(path, error.lineno), f"not a valid template: {error.message}")
        places = self._places(error)
        if isinstance(error, jinja2.TemplateNotFound):
            return Problem(places[-1] if places else Place("templates"), f'there is no template "{error.name}"')
        if not places:
            return None
        # what fails in the theme fails because of what a template of the author's gives to it
        place = next((place for place in reversed(places) if place.path.startswith("templates/")), places[-1])
        if isinstance(error, RecursionError):
            return Problem(place, 'a template includes or extends itself; extend the default by "theme/NAME" instead')
        within = "" if place == places[-1] else f" (in {places[-1].path}:{places[-1].line})"
        return Problem(place, f"the template fails: {error}{within}")

    def caller(self) -> Place | None:
        """The place of the template that is at work."""
        frame = sys._getframe(1)
        while frame.f_back:
            template = frame.f_globals.get("__jinja_template__")
            if isinstance(template, jinja2.Template):
                return self._place(frame.f_code.co_filename, template.get_corresponding_lineno(frame.f_lineno))
            frame = frame.f_back
        return None

    def _places(self, error: Exception) -> list[Place]:
        """The places in templates that an error came through, the innermost last."""
        frames = traceback.extract_tb(error.__traceback__)
        return [self._place(f.filename, f.lineno or 1) for f in frames if f.filename.endswith(_SUFFIXES)]

    def _place(self, path: str, line: int) -> Place:
        name = Path(path).as_posix()
        for shown, folder in self._folders.items():
            if name.startswith(f"{folder}/"):
                return Place(shown + name.removeprefix(folder), line, 1)
        return Place(name, line, 1)
