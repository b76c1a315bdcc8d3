"""The one place where a string is declared to be safe HTML."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

__all__ = ["Markup", "anchor", "element", "escape", "filled", "linkify", "trusted", "typed", "with_code"]


def trusted(html: str) -> Markup:
    """HTML that this program wrote itself, or that a sanitiser has cleaned."""
    return html if type(html) is Markup else Markup(html)  # called for every text: another object is not free


def element(tag: str, content: str, css: str = "") -> str:
    """One element round HTML that is already safe; ``css`` is its class."""
    attribute = f' class="{css}"' if css else ""
    return f"<{tag}{attribute}>{content}</{tag}>"


def typed(source: str) -> str:
    """Source that could not be understood, shown exactly as it was typed."""
    return element("code", escape(source), "tex")


def anchor(url: str, content: str) -> str:
    """A link round safe HTML, or the bare content when ``url`` is not a web or mail address."""
    from scholarfolio.text.links import address

    target = address(url)
    return f'<a href="{escape(target)}">{content}</a>' if target else content


def linkify(text: str) -> Markup:
    """Plain text as HTML, its bare web addresses as links without their closing punctuation."""
    from scholarfolio.text.links import bare_links

    parts, done = [], 0
    for start, end, url in bare_links(text):
        parts += [escape(text[done:start]), anchor(url, escape(text[start:end]))]
        done = end
    parts.append(escape(text[done:]))
    return trusted("".join(parts))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Text with ``values`` in place of ``{name}``; where a value is markup, the text becomes markup round it."""
    parts = _PLACEHOLDER.split(text)
    parts[1::2] = [values.get(name, f"{{{name}}}") for name in parts[1::2]]
    return trusted("").join(parts) if any(isinstance(part, Markup) for part in parts) else "".join(parts)


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def with_code(text: str) -> str:
    """Plain text as it is; what stands between backticks in it as code, the whole then being markup."""
    if "`" not in text:
        return text
    parts = text.split("`")
    return trusted("".join(element("code", escape(part)) if at % 2 else escape(part) for at, part in enumerate(parts)))
