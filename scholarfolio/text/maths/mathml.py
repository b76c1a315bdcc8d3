r"""Formulas as MathML and as plain Unicode text, through ``math-core``.

Neither math-core's inline styles, which a strict Content-Security-Policy forbids, nor anything that is not well-formed
XML gets through. Styles become MathML attributes or classes that begin with ``math-``, for the theme to style.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scholarfolio.text.markup import Markup, escape, trusted, typed

if TYPE_CHECKING:
    from math_core import LatexToMathML

# Each opens at most one level. Math-core recurses on the stack: nested much deeper, a formula would end the process.
_MOST_COMMANDS = 1000

_STYLE = re.compile(r' style="([^"]*)"')
_CLASSES = {
    "text-align: right": "math-right",
    "text-align: left": "math-left",
    "padding-right: 0": "math-flush-right",
    "padding-left: 0": "math-flush-left",
    "padding-left:1em": "math-gap",
    "margin-left:-0.16666667em": "math-closer",
    "border-right: 0.05em solid currentcolor": "math-rule-right",
    "border-left: 0.05em solid currentcolor": "math-rule-left",
    "border-top: 0.05em solid currentcolor": "math-rule-top",
    "border-bottom: 0.05em solid currentcolor": "math-rule-bottom",
    "font-variant-caps: small-caps": "sc",
}
# HTML allows these attributes on fewer elements than browsers understand them on.
_LEVEL = re.compile(r'<(mrow|mfrac|mtable) displaystyle="(true|false)"(?: scriptlevel="(\d)")?')
_LEVEL_CLASSES = {"true": "math-large", "false": "math-small", "1": "math-script", "2": "math-scriptscript"}
_REPAIRS = (
    ("&ApplyFunction;", "\u2061"),
    ("&InvisibleTimes;", "\u2062"),
    ('stretchy="false" stretchy="true"', 'stretchy="true"'),
)
_UNKNOWN = re.compile(r'<merror class="math-core-unknown-cmd"><mtext>(.*?)</mtext></merror>')


def mathml(tex: str, display: bool = False) -> Markup:
    """A formula (without its dollars) as ``<math>``, or the source as typed when it cannot be understood."""
    delimiter = "$$" if display else "$"
    return convert(tex, display) or trusted(typed(f"{delimiter}{tex}{delimiter}"))


@lru_cache(maxsize=8192)
def convert(tex: str, display: bool = False) -> Markup | None:
    r"""A formula as ``<math>`` with its source in ``alttext``; None when it cannot be understood.

    A name nobody knows (``\Dh``) is shown as typed among the rest, unless it takes arguments.
    """
    math = _convert(tex, display, strict=True) or _with_unknown_names(tex, display)
    if not math or not _well_formed(math):
        return None
    return trusted(math.replace("<math", f'<math alttext="{escape(" ".join(tex.split()))}"', 1))


@lru_cache(maxsize=8192)
def plain(tex: str) -> str | None:
    """A formula as readable Unicode: ``x^2 \\le 5`` is ``x²≤5``; None when it cannot be understood."""
    from scholarfolio.text.maths.plain import as_text

    math = convert(tex)
    try:
        return as_text(math) if math else None
    except RecursionError:
        return None


@lru_cache(maxsize=1024)
def is_known(tex: str) -> bool:
    r"""Whether every command in ``tex`` is one of mathematics, and it shows something (``\bar{D}``)."""
    return bool(_convert(tex, display=False, strict=True) and plain(tex))


def symbol(name: str) -> str | None:
    r"""What a command of mathematics that takes no argument stands for: ``alpha`` is ``α``, ``sin`` is ``sin``."""
    text = plain(rf"\{name}") if is_known(rf"\{name}") else None
    return text if text and (len(text) == 1 or text == name) else None


@lru_cache(maxsize=2)
def _converter(strict: bool) -> "LatexToMathML":
    from math_core import LatexToMathML

    from scholarfolio.text.maths.source import MACROS

    return LatexToMathML(
        macros=MACROS, fancy_error=False, allow_unreliable_rendering=True, ignore_unknown_commands=not strict
    )


def _convert(tex: str, display: bool, strict: bool) -> str | None:
    from math_core import LatexError

    from scholarfolio.text.maths.source import prepared

    if tex.count("\\") + tex.count("{") + tex.count("^") + tex.count("_") > _MOST_COMMANDS:
        return None
    try:
        math = _converter(strict).convert_with_local_state(prepared(tex), displaystyle=display)
    except LatexError:
        return None
    for wrong, right in _REPAIRS:
        math = math.replace(wrong, right)
    return _STYLE.sub(_styled, _LEVEL.sub(_levelled, math))


def _with_unknown_names(tex: str, display: bool) -> str | None:
    math = _convert(tex, display, strict=False)
    if not math or any(re.search(re.escape(name) + r"\s*[{\[]", tex) for name in _UNKNOWN.findall(math)):
        return None
    return _UNKNOWN.sub(r'<mtext class="tex">\1</mtext>', math)


def _well_formed(math: str) -> bool:
    """Math-core leaves a few characters unescaped in odd places."""
    from pyexpat import ExpatError, ParserCreate

    try:
        ParserCreate().Parse(math, True)
    except ExpatError:
        return False
    return True


def _levelled(match: re.Match[str]) -> str:
    tag, large, level = match.groups()
    if tag == "mtable":
        return f'<mtable displaystyle="{large}"'
    return f'<{tag} class="{_LEVEL_CLASSES.get(level) or _LEVEL_CLASSES[large]}"'


def _styled(match: re.Match[str]) -> str:
    """Inline styles as classes and attributes; those that only repeat what browsers do anyway are dropped."""
    attributes, classes = "", []
    for declaration in match[1].split(";"):
        name, _, value = declaration.strip().partition(":")
        if name == "color":
            attributes += f' mathcolor="{value.strip()}"'
        elif known_class := _CLASSES.get(declaration.strip()):
            classes.append(known_class)
    return attributes + (f' class="{" ".join(classes)}"' if classes else "")
