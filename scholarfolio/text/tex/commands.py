r"""Commands of LaTeX that take an argument.

Each function reads the arguments of one from a ``Reader`` that stands right behind the command's name. It returns
None when the argument is missing: the command is then shown as typed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scholarfolio.text.links import address, without_tex
from scholarfolio.text.tex import names as names
from scholarfolio.text.tex.nodes import Link, Maths, Nodes, Span, Text

if TYPE_CHECKING:
    from scholarfolio.text.tex.reader import Reader


def _styled(reader: "Reader", name: str) -> Nodes | None:
    tag, css = names.STYLES[name]
    content = reader.argument(code=tag == "code")
    return None if content is None else [Span(tag, css, content)]


def _shown(reader: "Reader", name: str) -> Nodes | None:
    return reader.argument()


def _dropped(reader: "Reader", name: str) -> Nodes | None:
    return None if reader.raw_argument() is None else []


def _space(reader: "Reader", name: str) -> Nodes | None:
    return None if reader.raw_argument() is None else [Text(" ")]


def _second(reader: "Reader", name: str) -> Nodes | None:
    """The first argument, such as a colour, says nothing to a reader."""
    reader.optional()
    reader.raw_argument()
    return reader.argument()


def _quoted(reader: "Reader", name: str) -> Nodes | None:
    content = reader.argument()
    return None if content is None else [Text("“"), *content, Text("”")]


def _footnote(reader: "Reader", name: str) -> Nodes | None:
    """In brackets where it stands."""
    reader.optional()
    content = reader.argument()
    return None if content is None else [Text(" "), Span("span", "footnote", content, "(", ")")]


def _citation(reader: "Reader", name: str) -> Nodes | None:
    """``[key, key]``, with the notes that stand in square brackets before and after the keys."""
    notes = [reader.optional(), reader.optional()]
    raw = reader.raw_argument()
    if raw is None:
        return None
    keys = ", ".join(key.strip() for key in raw.split(","))
    before, after = notes if notes[1] else ("", notes[0])
    return [Text("[" + " ".join(filter(None, [before, keys])) + (f", {after}]" if after else "]"))]


def _address(reader: "Reader", name: str) -> Nodes | None:
    raw = reader.raw_argument()
    if raw is None:
        return None
    url = without_tex(raw)
    return [Link(url, [])] if address(url) else [Text(raw)]


def _href(reader: "Reader", name: str) -> Nodes | None:
    raw = reader.raw_argument()
    content = reader.argument()
    if raw is None or content is None:
        return None
    url = without_tex(raw)
    return [Link(url, content)] if address(url) else [*content, Text(f" ({url})")]


def _formula(reader: "Reader", name: str) -> Nodes | None:
    raw = reader.raw_argument()
    return None if raw is None else [Maths(raw, False, rf"\{name}{{{raw}}}")]


COMMANDS: dict[str, Callable[["Reader", str], Nodes | None]] = {
    **dict.fromkeys(names.STYLES, _styled),
    **dict.fromkeys(names.TRANSPARENT, _shown),
    **dict.fromkeys(names.DROPPED, _dropped),
    **dict.fromkeys(names.FOOTNOTES, _footnote),
    **dict.fromkeys(names.CITATIONS, _citation),
    **dict.fromkeys(names.ADDRESSES, _address),
    "href": _href,
    "hspace": _space,
    "textcolor": _second,
    "colorbox": _second,
    "enquote": _quoted,
    "ensuremath": _formula,
}
