"""Overrides: which files of a site's own ``templates/`` and ``static/`` nothing asks for, since they are misnamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from posixpath import basename

from scholarfolio.values.problems import Place, Problems, did_you_mean
from scholarfolio.values.theme_files import Theme

# Endings of what a page loads only where something names it.
_LOADED = (".css", ".js")
_NAMED = re.compile(r"""(?=["'(]([^"'()\n]+)["')])""")
# Names of files that the program makes where neither the theme nor the site has them.
_MADE = ("favicon.svg", "touch-icon.png")


def report_unused_overrides(theme: Theme, home: Collection[str], problems: Problems) -> None:
    """Report files of the site's own theme whose names the theme does not have and which nothing else uses.

    Args:
        theme: the folders.
        home: the blocks of the home page.
        problems: receives a warning for each, with the name that was probably meant.
    """
    if theme.own_templates == theme.templates:
        return  # the theme's own checkout
    templates, static = theme.own_template_files(), theme.own_static_files()
    names = _names_in([*templates.values(), *(path for path in static.values() if path.suffix in _LOADED)])
    for name in _unknown(templates, theme.template_names(), names):
        if not _is_shown(name, home):
            place = Place(f"templates/{name}")
            problems.warn(place, _unused_template(name, theme.template_names()))
    known = {*theme.static_names(), *_MADE}
    for name in _unknown(static, known, names):
        hint = _nearest(name, known)
        if hint or name.endswith(_LOADED):
            message = f"no file of the theme has this name, and no template or stylesheet of yours names it{hint}"
            problems.warn(Place(f"static/{name}"), message)


def _unknown(files: Mapping[str, Path], known: Collection[str], mentioned: Mapping[str, set[Path]]) -> list[str]:
    """Those files whose names the theme does not have and which no other file of the site's own mentions."""
    return [name for name, path in files.items() if name not in known and not _is_mentioned(name, path, mentioned)]


def _is_mentioned(name: str, path: Path, mentioned: Mapping[str, set[Path]]) -> bool:
    """Whether another file names it, or its folder, to put the name together; stylesheets name files beside them."""
    spelled = {name, f"static/{name}", basename(name), *(f"{folder}/" for folder in _folders(name))}
    return any(mentioned.get(word, set()) - {path} for word in spelled)


def _folders(name: str) -> Iterable[str]:
    parts = name.split("/")[:-1]
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _names_in(files: Iterable[Path]) -> Mapping[str, set[Path]]:
    """What stands between quotes or brackets in some files, and in which of them."""
    found: dict[str, set[Path]] = {}
    for path in files:
        try:
            text = path.read_text("utf-8")
        except (OSError, ValueError):
            continue
        for word in _NAMED.findall(text):
            found.setdefault(word.removeprefix("./"), set()).add(path)
    return found


def _is_shown(name: str, home: Collection[str]) -> bool:
    return name.startswith("blocks/") and name.removeprefix("blocks/").removesuffix(".html") in home


def _unused_template(name: str, known: Collection[str]) -> str:
    hint = _nearest(name, known)
    if name.startswith("blocks/") and not hint:
        return f'the home page does not show this block; name "{name[7:].removesuffix(".html")}" in home in site.yaml'
    return f"no template of the theme has this name, and no other of yours uses it{hint}"


def _nearest(name: str, known: Collection[str]) -> str:
    """The name that was probably meant: the same one in another folder, or one with few letters changed."""
    namesakes = [other for other in known if basename(other) == basename(name)]
    if len(namesakes) == 1:
        return f'; did you mean "{namesakes[0]}"?'
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    beside = [other.removeprefix(folder + slash) for other in known if other.rpartition("/")[0] == folder]
    hint = did_you_mean(stem, [other.removesuffix(dot + ending) for other in beside if other.endswith(dot + ending)])
    return hint.replace('mean "', f'mean "{folder}{slash}').replace('"?', f'{dot}{ending}"?')
