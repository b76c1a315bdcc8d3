"""People as an author would type them: names, whether more are not named, and the list that YAML gets."""

from __future__ import annotations

from dataclasses import dataclass, field

from scholarfolio.content.reader import Raw
from scholarfolio.values.names import looks_split


@dataclass
class People:
    """Names as an author would type them, whether more are not named, and what was changed."""

    names: list[str] = field(default_factory=list)
    others: bool = False
    notes: list[str] = field(default_factory=list)

    def raw(self) -> list[Raw]:
        """The list for YAML; names that would look like one name cut in two are written as mappings."""
        items: list[Raw] = list(self.names)
        if looks_split(self.names) is not None:
            items = [{"name": name} if " " not in name and "," not in name else name for name in self.names]
        return [*items, "others"] if self.others else items
