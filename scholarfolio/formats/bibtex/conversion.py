"""A BibTeX entry on its way to a record: the fields that nobody has read yet, and the record so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scholarfolio.content.reader import Raw
from scholarfolio.formats.bibtex.blocks import Entry
from scholarfolio.formats.bibtex.tables import LINK_LABELS
from scholarfolio.formats.texts import one_line
from scholarfolio.values.identifiers import ARXIV_ID_IN_TEXT


@dataclass
class Conversion:
    """An entry on its way to a record.

    Attributes:
        entry: the entry, which also takes the notes.
        unread: its fields that nobody has read yet.
        raw: the record's fields.
        remarks: what becomes the record's `note`.
        links: what becomes its `links`.
    """

    entry: Entry
    unread: dict[str, str]
    raw: dict[str, Raw] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    links: list[Raw] = field(default_factory=list)

    def take(self, *names: str) -> str:
        """The first of these fields that has a value; others that say the same go with it."""
        text = ""
        for name in names if len(names) > 1 or names[0] in self.unread else ():
            value = self.unread.get(name, "")
            if not text or value == text:
                text = self.unread.pop(name, "") or text
        return text

    def words(self, *names: str) -> str:
        """The first of these fields that has a value, as plain text on one line."""
        return one_line(self.take(*names))

    def take_arxiv(self, text: str) -> None:
        """Take an arXiv id that stands in an address or in a journal's place."""
        if "arxiv" in text.lower() and "arxiv" not in self.raw and (match := ARXIV_ID_IN_TEXT.search(text)):
            self.raw["arxiv"] = match[1]

    def set(self, name: str, value: Raw) -> None:
        """Give the record a field, unless the value is empty."""
        if value:
            self.raw[name] = value

    def get(self, name: str) -> str:
        """A field of the record that holds one text, or nothing."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else ""

    def link(self, url: str, field_name: str = "") -> None:
        """Add a link, called after the field that it stood in."""
        label = LINK_LABELS.get(field_name, re.sub("[_-]", " ", field_name).capitalize())
        self.links.append({"label": label, "url": url} if label else {"url": url})

    def note(self, sentence: str) -> None:
        """Tell the author what was changed or left out."""
        self.entry.note(sentence)
