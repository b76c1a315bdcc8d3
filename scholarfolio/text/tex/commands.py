r"""Commands of LaTeX that take an argument.

Each function returns what one command shows, or None when its argument is missing: the command is then shown as typed.
"""

from collections.abc import Callable
from typing import Protocol

from scholarfolio.text.links import address, without_tex
from scholarfolio.text.tex import names as names
from scholarfolio.text.tex.nodes import Link, Maths, Nodes, Span, Text


class Arguments(Protocol):
    """Reads the arguments of a command, one after the other, from right behind its name on."""

    def argument(self, code: bool = False) -> Nodes | None:
        """The next argument, read; None when there is none."""

    def raw_argument(self) -> str | None:
        """The next argument as typed; None when there is none."""

    def optional(self) -> str:
        """What stands in square brackets next, or nothing."""


def _styled(arguments: Arguments, name: str) -> Nodes | None:
    tag, css = names.STYLES[name]
    content = arguments.argument(code=tag == "code")
    return None if content is None else [Span(tag, css, content)]


def _shown(arguments: Arguments, name: str) -> Nodes | None:
    return arguments.argument()


def _dropped(arguments: Arguments, name: str) -> Nodes | None:
    return None if arguments.raw_argument() is None else []


def _space(arguments: Arguments, name: str) -> Nodes | None:
    return None if arguments.raw_argument() is None else [Text(" ")]


def _second(arguments: Arguments, name: str) -> Nodes | None:
    """The first argument, such as a colour, says nothing to a arguments."""
    arguments.optional()
    arguments.raw_argument()
    return arguments.argument()


def _quoted(arguments: Arguments, name: str) -> Nodes | None:
    content = arguments.argument()
    return None if content is None else [Text("“"), *content, Text("”")]


def _footnote(arguments: Arguments, name: str) -> Nodes | None:
    """In brackets where it stands."""
    arguments.optional()
    content = arguments.argument()
    return None if content is None else [Text(" "), Span("span", "footnote", content, "(", ")")]


def _citation(arguments: Arguments, name: str) -> Nodes | None:
    """``[key, key]``, with the notes that stand in square brackets before and after the keys."""
    notes = [arguments.optional(), arguments.optional()]
    raw = arguments.raw_argument()
    if raw is None:
        return None
    keys = ", ".join(key.strip() for key in raw.split(","))
    before, after = notes if notes[1] else ("", notes[0])
    return [Text("[" + " ".join(filter(None, [before, keys])) + (f", {after}]" if after else "]"))]


def _address(arguments: Arguments, name: str) -> Nodes | None:
    raw = arguments.raw_argument()
    if raw is None:
        return None
    url = without_tex(raw)
    return [Link(url, [])] if address(url) else [Text(raw)]


def _href(arguments: Arguments, name: str) -> Nodes | None:
    raw = arguments.raw_argument()
    content = arguments.argument()
    if raw is None or content is None:
        return None
    url = without_tex(raw)
    return [Link(url, content)] if address(url) else [*content, Text(f" ({url})")]


def _formula(arguments: Arguments, name: str) -> Nodes | None:
    raw = arguments.raw_argument()
    return None if raw is None else [Maths(raw, False, rf"\{name}{{{raw}}}")]


COMMANDS: dict[str, Callable[[Arguments, str], Nodes | None]] = {
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
