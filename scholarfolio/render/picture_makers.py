"""Picture makers: how planned files that are made of pictures get their bytes, from an earlier build where possible.

What makes them is imported where it is needed: most builds need one or none of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scholarfolio.catalog.outputs import Output
from scholarfolio.design.icons import initials
from scholarfolio.pictures.cache import PictureCache
from scholarfolio.tracking.queries import Queries
from scholarfolio.values.theme_files import Theme

if TYPE_CHECKING:
    from scholarfolio.pictures.card import Card


class PictureMakers:
    """Makes the bytes of such outputs.

    Args:
        queries: what cards show.
        theme: where their layouts are.
        cache: the folder with what earlier builds made.
    """

    def __init__(self, queries: Queries, theme: Theme, cache: Path | None) -> None:
        self._queries = queries
        self._theme = theme
        self._cache = PictureCache(cache)
        # by the names that ``OUTPUT_KINDS`` has for them
        self.makers: Mapping[str, Callable[[Output], bytes]] = {
            "smaller picture": self._smaller,
            "social card": self._card,
            "touch icon": self._touch_icon,
        }

    def make(self, output: Output) -> bytes:
        """The bytes of one output whose maker is one of these.

        Raises:
            Unreadable: a picture cannot be unpacked.
            LayoutError: there is a mistake in the layout of a card or of the icon.
            OSError: a file cannot be read.
        """
        return self.makers[output.traits.maker](output)

    def _smaller(self, output: Output) -> bytes:
        from scholarfolio.pictures import smaller

        data, width = self._picture(output), int(output.parameter)
        key = smaller.key(data, width, output.format)
        return self._cache.get_or_make(output.path, key, lambda: smaller.smaller(data, width, output.format))

    def _card(self, output: Output) -> bytes:
        from scholarfolio.pictures import card

        shown, layout, picture = self._shown(output.key), self._layout(output.template), self._picture(output)
        key = card.key(shown, layout, picture)
        data = self._cache.find(output.path, key)
        if data is None:
            drawn = card.draw(shown, layout, picture, output.format)
            data = drawn.data
            if drawn.whole:
                self._cache.keep(output.path, key, data)
            else:  # a face may be installed that has what is missing
                self._queries.may_change()
        return data

    def _shown(self, paper_id: str) -> Card:
        from scholarfolio.render.social_cards import home_card, inks_of, paper_card

        queries, inks = self._queries, inks_of(self._queries.look)
        if not paper_id:
            return home_card(queries.profile, queries.site, inks)
        paper = queries.paper(paper_id)
        return paper_card(paper, queries.byline(paper), queries.profile, queries.site, inks)

    def _touch_icon(self, output: Output) -> bytes:
        from scholarfolio.pictures import icon

        letters, layout = initials(self._queries.profile.name), self._layout(output.template)
        accent = self._queries.look.accent
        key = icon.key(letters, accent, layout)
        return self._cache.get_or_make(output.path, key, lambda: icon.draw(letters, accent, layout))

    def _layout(self, template: str) -> bytes:
        self._queries.template(template)
        return self._theme.template(template).read_bytes()

    def _picture(self, output: Output) -> bytes:
        return self._queries.read(output.file) if output.file else b""
