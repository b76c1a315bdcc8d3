r"""LaTeX formulas as papers have them, put into the words that ``math-core`` knows."""

import re
from collections.abc import Callable

# Commands of common packages, of AASTeX and of texvc that math-core does not know.
MACROS = {
    "ensuremath": "#1",
    "xspace": "",
    "protect": "",
    "mathds": r"\mathbb{#1}",
    "mathbbm": r"\mathbb{#1}",
    "Bbb": r"\mathbb{#1}",
    "substack": r"\begin{matrix}#1\end{matrix}",
    "nicefrac": r"{#1}/{#2}",
    "sfrac": r"{#1}/{#2}",
    "lefteqn": "#1",
    "smash": "#1",
    "textsubscript": r"{}_{\text{#1}}",
    "textsuperscript": r"{}^{\text{#1}}",
    "unit": r"\,\mathrm{#1}",
    "C": r"\mathbb{C}",
    "Q": r"\mathbb{Q}",
    "la": r"\lesssim",
    "ga": r"\gtrsim",
    "deg": r"{}^{\circ}",
    "arcdeg": r"{}^{\circ}",
    "arcmin": "{}'",
    "arcsec": "{}''",
    "micron": r"\mathrm{µm}",
    "msun": r"M_{\odot}",
    "lsun": r"L_{\odot}",
    "rsun": r"R_{\odot}",
    "kms": r"\,\mathrm{km\,s^{-1}}",
}

_Rewrite = str | Callable[[re.Match[str]], str]


def prepared(tex: str) -> str:
    """``tex`` without what means nothing outside its paper, and in commands that can be converted."""
    if "\\" not in tex and "%" not in tex:
        return tex
    for pattern, replacement in _REWRITES:
        tex = pattern.sub(replacement, tex)
    return tex


def _words(match: re.Match[str]) -> str:
    r"""``\text{if $x$}``: formulas inside words are taken out of them."""
    command, content = match[1], match[2]
    parts = re.split(r"\$([^$]*)\$", content)
    rewritten = [
        part if index % 2 else rf"\{command}{{{re.sub(_BARE_SPECIAL, _escaped, part)}}}"
        for index, part in enumerate(parts)
        if part
    ]
    return "{" + "".join(rewritten) + "}" if len(rewritten) > 1 else "".join(rewritten) or "{}"


_BARE_SPECIAL = re.compile(r"(?<!\\)[_&#^]")


def _escaped(match: re.Match[str]) -> str:
    return r"\^{}" if match[0] == "^" else "\\" + match[0]


_REWRITES: tuple[tuple[re.Pattern[str], _Rewrite], ...] = (
    # A percent sign is one here too: nobody comments an abstract, many forget the backslash.
    (re.compile(r"(?<!\\)%"), r"\\%"),
    (re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])"), ""),
    (re.compile(r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|[lL]arge|LARGE|[hH]uge)(?![A-Za-z])"), ""),
    (re.compile(r"\\tag\*?\s*\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
    (re.compile(r"\\(?:mbox|hbox|textnormal|textup|textmd)(?![A-Za-z])"), r"\\text"),
    (re.compile(r"\\(text(?:rm|it|bf|tt|sf|sc)?|emph)\s*\{([^{}]*[_&#^$][^{}]*)\}"), _words),
    (re.compile(r"\\(begin|end)\s*\{smallmatrix\}"), r"\\\1{matrix}"),
    (re.compile(r"\\begin\{eqnarray\*\}"), r"\\begin{array}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*\}"), r"\\end{array}"),
)
