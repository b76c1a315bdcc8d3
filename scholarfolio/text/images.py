"""Images in finished HTML, with what lets a browser choose the right file and keep the right room for it."""

import html as entities
import re
from typing import NamedTuple

from scholarfolio.text.markup import escape

_SRC = re.compile(r' src="([^"]*)"')


class Choice(NamedTuple):
    """Files that a browser can take instead: of a media type, or for readers whom a media query describes."""

    srcset: str
    type: str
    media: str = ""


class Sources(NamedTuple):
    """Where browsers find a picture.

    Attributes:
        src: the file for those that know none of the others.
        width, height: its size in pixels; 0 where it is not known.
        choices: what to take instead, the best first.
        sizes: how wide the picture is shown, as the attribute of that name says it.
    """

    src: str
    width: int = 0
    height: int = 0
    choices: tuple[Choice, ...] = ()
    sizes: str = ""


def address(attributes: str) -> str:
    """The address of an image, from the attributes of its tag."""
    match = _SRC.search(attributes)
    return entities.unescape(match[1]) if match else ""


def element(attributes: str, sources: Sources) -> str:
    """An image that was written with these attributes, from its sources. A size that is given stays."""
    attributes = _SRC.sub(lambda _: f' src="{escape(sources.src)}"', attributes)
    if sources.width and not re.search(r" (width|height)=", attributes):
        attributes += f' width="{sources.width}" height="{sources.height}"'
    image = f"<img{attributes}>"
    choices = "".join(_source(choice, sources.sizes) for choice in sources.choices)
    return f"<picture>{choices}{image}</picture>" if choices else image


def _source(choice: Choice, sizes: str) -> str:
    media = f' media="{choice.media}"' if choice.media else f' sizes="{sizes}"'
    return f'<source type="{choice.type}" srcset="{escape(choice.srcset)}"{media}>'
