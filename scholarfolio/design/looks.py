"""Looks: the tokens that a theme's stylesheet is filled in with.

A look is a CSS file that sets custom properties on ``:root`` and nothing else. What a site gets is the classic look,
the chosen look's changes to it, and the settings in ``site.yaml``, one after the other; the result stands as a layer
of its own in the one stylesheet that pages load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from scholarfolio.content.models import DENSITIES, ThemeSettings
from scholarfolio.values.colour import AA, AAA, contrast, legible, parse_colour, shades
from scholarfolio.values.problems import Place, Problems, did_you_mean
from scholarfolio.values.theme_files import CLASSIC, Theme
from scholarfolio.values.typefaces import TYPEFACES

Pair = tuple[str, str]
Tokens = Mapping[str, str]

# The colours of text, and the grounds that each of them has to be legible on.
CODE = ("--code-keyword", "--code-string", "--code-number", "--code-name")
TEXTS = ("--ink", "--muted", "--accent", *CODE)
GROUNDS = ("--paper", "--wash")
# What browsers paint as Canvas for readers who ask for more contrast; of the dark ones, the lightest.
CANVAS: Pair = ("#ffffff", "#1c1b22")


class Look(NamedTuple):
    """How a site looks: every token by its name, with its value as CSS writes it.

    Attributes:
        accent: as its author chose it, as ``#rrggbb``: for areas that hold nothing but black or white letters.
    """

    tokens: Tokens
    accent: str

    def colours(self, token: str) -> Pair:
        """A token's colour on light and on dark pages, each as ``#rrggbb``; ValueError when it is no colour."""
        pair = _pair(token, self.tokens)
        if pair is None:
            raise ValueError(f"{token} is no colour")
        return pair


def read_look(theme: Theme, settings: ThemeSettings, problems: Problems) -> Look:
    """The look that the settings ask for; what is wrong with its file is reported."""
    tokens = {name: value for _, name, value in _declarations(theme.classic.read_text("utf-8"))}
    path = theme.looks().get(settings.look or CLASSIC, theme.classic)
    if path != theme.classic:
        tokens = _changed(tokens, dict(_own_tokens(path, tokens, problems)))
        _report_contrast(tokens, Place(_label(path)), problems)
    look = Look(tokens, "")
    accent = settings.accent or look.colours("--accent")[0]
    return Look(tokens | dict(_settings(look, settings)), accent)


def _changed(classic: Tokens, own: Tokens) -> dict[str, str]:
    """The classic look with a look's own tokens; what follows from an accent of its own follows unless it says so."""
    tokens = {**classic, **own}
    accents, papers = _pair("--accent", tokens), _pair("--paper", tokens)
    if "--accent" in own and accents and papers:
        fitted = dict(_accent(accents, papers, AA))
        tokens |= {name: value for name, value in fitted.items() if name == "--accent" or name not in own}
    return tokens


def stylesheet(source: str, look: Look) -> str:
    """A theme's stylesheet with a look's tokens behind it, as pages load it: without comments and indentation.

    Browsers that do not know ``light-dark()`` get the light colours.
    """
    pairs = {token: pair for token, value in look.tokens.items() if (pair := _split(value))}
    light = _rule({**look.tokens, **{token: pair[0] for token, pair in pairs.items()}})
    both = _rule({token: look.tokens[token] for token in pairs}) + _more_contrast(look)
    return f"{_spare(source)}@layer tokens{{\n{light}@supports (color:light-dark(#000,#fff)){{\n{both}}}\n}}\n"


# Settings


def _settings(look: Look, settings: ThemeSettings) -> Iterator[tuple[str, str]]:
    """The tokens that the settings in ``site.yaml`` stand for."""
    if settings.accent:
        yield from _accent((settings.accent, settings.accent), look.colours("--paper"), AA)
    for token, name in (("text", settings.font), ("heading", settings.heading_font)):
        if name:
            yield f"--{token}-font", TYPEFACES[name].stack
            yield f"--{token}-aspect", str(TYPEFACES[name].aspect)
    if settings.density:
        yield "--density", str(DENSITIES[settings.density])


def _accent(accents: Pair, papers: Pair, least: float) -> Iterator[tuple[str, str]]:
    light, dark = (shades(accent, paper, least) for accent, paper in zip(accents, papers, strict=True))
    yield "--accent", _light_dark(light.accent, dark.accent)
    yield "--accent-strong", _light_dark(light.strong, dark.strong)
    yield "--on-accent", _light_dark(light.on_accent, dark.on_accent)
    yield "--wash", _light_dark(light.wash, dark.wash)


def _more_contrast(look: Look) -> str:
    tokens = dict(_accent(look.colours("--accent"), CANVAS, AAA))
    light, dark = zip(CANVAS, _pair("--wash", tokens) or CANVAS, strict=True)
    for token in CODE:
        upper, lower = look.colours(token)
        tokens[token] = _light_dark(legible(upper, light, AAA), legible(lower, dark, AAA))
    return f"@media (prefers-contrast:more){{{_rule(tokens).rstrip()}}}\n"


# The files of looks

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^{}]*)(?:\}|\Z)")
_DECLARATION = re.compile(r"\s*(--[\w-]+)\s*:([^;]*)(?:;|\Z)")


def _declarations(css: str) -> Iterator[tuple[int, str, str]]:
    """The custom properties on ``:root``: where each begins, its name, its value."""
    css = _without_comments(css)
    for rule in _ROOT.finditer(css):
        for match in _DECLARATION.finditer(css, rule.start(1), rule.end(1)):
            yield match.start(1), match[1], " ".join(match[2].split())


def _without_comments(css: str) -> str:
    """The same text with comments blanked out, so that every position stays."""
    return _COMMENT.sub(lambda comment: "".join("\n" if sign == "\n" else " " for sign in comment[0]), css)


def _own_tokens(path: Path, classic: Tokens, problems: Problems) -> Iterator[tuple[str, str]]:
    """The tokens that a look's file sets; those that cannot be taken are reported and left out."""
    label = _label(path)
    try:
        css = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.error(Place(label), f"cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}")
        return
    _report_rules(css, label, problems)
    declared = list(_declarations(css))
    tokens = {**classic, **{name: value for _, name, value in declared}}
    for at, name, value in declared:
        if name not in classic and (hint := did_you_mean(name, classic)):
            problems.warn(_place(label, css, at), f'the theme has no token "{name}"{hint}')
        if _pair(name, classic) and not _pair(name, tokens):
            message = f'"{value}" is no colour to reckon with; write #rrggbb or light-dark(#rrggbb, #rrggbb)'
            problems.error(_place(label, css, at), message)
        else:
            yield name, value


def _report_rules(css: str, label: str, problems: Problems) -> None:
    """Report whatever is no custom property of ``:root``."""
    rest = _ROOT.sub(lambda rule: " " * len(rule[0]), _without_comments(css))
    outside = re.search(r"\S", rest)
    if outside:
        message = "a look holds nothing but custom properties in :root { … }; rules belong into static/style.css"
        problems.error(_place(label, css, outside.start()), message)
    for rule in _ROOT.finditer(_without_comments(css)):
        inside = _DECLARATION.sub(lambda match: " " * len(match[0]), rule[1])
        if other := re.search(r"\S", inside):
            at = rule.start(1) + other.start()
            message = "only custom properties belong here, such as --leading: 1.5;"
            problems.error(_place(label, css, at), message)


def _report_contrast(tokens: Tokens, place: Place, problems: Problems) -> None:
    for text, ground in product(TEXTS, GROUNDS):
        upper, lower = _pair(text, tokens), _pair(ground, tokens)
        if upper and lower:
            ratio = min(map(contrast, upper, lower))
            if ratio < AA:
                scheme = "light" if contrast(upper[0], lower[0]) == ratio else "dark"
                message = f"{text} on {ground} has a contrast of {ratio:.1f} in the {scheme} scheme; {AA} is needed"
                problems.warn(place, message)


def _label(path: Path) -> str:
    return f"static/looks/{path.name}"


def _place(label: str, css: str, at: int) -> Place:
    return Place(label, css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at))


# Values


def _light_dark(light: str, dark: str) -> str:
    return light if light == dark else f"light-dark({light},{dark})"


def _split(value: str) -> Pair | None:
    """The two sides of ``light-dark(…, …)``."""
    if not (value.startswith("light-dark(") and value.endswith(")")):
        return None
    light, _, dark = value.removeprefix("light-dark(").removesuffix(")").partition(",")
    return light.strip(), dark.strip()


def _pair(token: str, tokens: Tokens) -> Pair | None:
    """A token's light and dark colour, also where it names another token; ``None`` when it is no colour."""
    value = tokens.get(token, "")
    for _ in tokens:
        if not (value.startswith("var(") and value.endswith(")")):
            break
        value = tokens.get(value.removeprefix("var(").removesuffix(")").strip(), "")
    light, dark = (parse_colour(side) for side in _split(value) or (value, value))
    return (light, dark) if light and dark else None


# What is written


def _rule(tokens: Tokens) -> str:
    return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}\n"


def _spare(css: str) -> str:
    """CSS without comments, indentation and empty lines, which browsers do not need."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "".join(f"{line}\n" for line in lines if line)
