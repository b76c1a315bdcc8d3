"""A formula, given as MathML, as one line of Unicode text."""

import unicodedata
from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni∗*∘", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ**°")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = "′″‴†‡*°"
_SCRIPT_LETTERS = "ℬℰℱℋℐℒℳℛ"
_COMBINING = {
    "¯": "\u0304", "‾": "\u0304", "\u0332": "\u0305", "^": "\u0302", "ˆ": "\u0302", "\u0302": "\u0302", "~": "\u0303",
    "˜": "\u0303", "\u0303": "\u0303", "⃗": "\u20d7", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "´": "\u0301",
    "`": "\u0300", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a",
}  # fmt: skip


def as_text(mathml: str) -> str:
    """The text of one ``<math>`` element."""
    text = _show(fromstring(mathml))
    return " ".join("".join([_folded(character) for character in text]).split())


def _folded(character: str) -> str:
    """Letters of a mathematical alphabet as plain ones, but for double-struck ℝ, which is a symbol by itself."""
    code = ord(character)
    if (0x1D400 <= code <= 0x1D7FF and not 0x1D538 <= code <= 0x1D56B) or character in _SCRIPT_LETTERS:
        return unicodedata.normalize("NFKC", character)
    return "" if character in "\ufe00\u2062\u2063\u2064" else character


def _show(element: Element) -> str:
    handler = _HANDLERS.get(element.tag)
    return handler(element) if handler else _row(element)


def _row(element: Element) -> str:
    if not len(element):
        return (element.text or "").replace("\u2061", " ")
    return "".join([_show(child) for child in element])


def _raised(text: str) -> str:
    if not text or all(character in _RAISED for character in text):
        return text
    raised = text.translate(_SUPERSCRIPTS)
    if all(unicodedata.decomposition(character).startswith("<super>") or character in _RAISED for character in raised):
        return raised
    return f"^{text}" if len(text) == 1 else f"^({text})"


def _lowered(text: str) -> str:
    lowered = text.translate(_SUBSCRIPTS)
    if all(unicodedata.decomposition(character).startswith("<sub>") for character in lowered):
        return lowered
    return f"_{text}" if text.isalnum() or len(text) == 1 else f"_({text})"


def _wrapped(text: str) -> str:
    return text if text.isalnum() or len(text) == 1 else f"({text})"


def _sup(element: Element) -> str:
    base, above = map(_show, element)
    return base + _raised(above)


def _sub(element: Element) -> str:
    base, below = map(_show, element)
    return base + _lowered(below)


def _subsup(element: Element) -> str:
    base, below, above = map(_show, element)
    return base + _lowered(below) + _raised(above)


def _limits(element: Element) -> str:
    return _subsup(element) + " "


def _over(element: Element) -> str:
    base, above = map(_show, element)
    if above in _COMBINING and len(base) == 1:
        return unicodedata.normalize("NFC", base + _COMBINING[above])
    return base if element.get("accent") or above in "⏞⎴" else base + _raised(above)


def _under(element: Element) -> str:
    base, below = map(_show, element)
    return base if element.get("accentunder") else f"{base}{_lowered(below)} "


def _fraction(element: Element) -> str:
    above, below = map(_show, element)
    if element.get("linethickness", "").startswith("0"):
        return f"{above} choose {below}"
    return f"{_wrapped(above)}/{_wrapped(below)}"


def _root(element: Element) -> str:
    radicand, degree = map(_show, element)
    return f"{_raised(degree)}√{_wrapped(radicand)}"


def _table(element: Element) -> str:
    return "; ".join(" ".join(filter(None, (_show(cell).strip() for cell in row))) for row in element)


def _space(element: Element) -> str:
    width = element.get("width", "0")
    return "" if width.startswith(("-", "0em")) or width == "0" else " "


_HANDLERS: dict[str, Callable[[Element], str]] = {
    "msup": _sup,
    "msub": _sub,
    "msubsup": _subsup,
    "mover": _over,
    "munder": _under,
    "munderover": _limits,
    "mfrac": _fraction,
    "msqrt": lambda element: f"√{_wrapped(_row(element))}",
    "mroot": _root,
    "mtable": _table,
    "mspace": _space,
    "mtext": lambda element: "".join(element.itertext()),
    "mphantom": lambda element: "",
}
