"""Harvard, as Cite Them Right has it: the form that most British universities teach."""

from __future__ import annotations

from scholarfolio.references.bylines import enumerated, family_and_initials, initials
from scholarfolio.names import Name
from scholarfolio.references.wording import italic, joined, label, link, quoted_singly, stopped, within
from scholarfolio.references.work import Work, month_name

# With this many authors or more, only the first is named.
_MANY = 4
_ET_AL = italic("et al.")
_WHOLE = ("book", "thesis", "report", "software", "patent")
