"""Store: what was saved is found again as it was."""

from __future__ import annotations

from scholarfolio.content.models import Author
from scholarfolio.text import Tex
from scholarfolio.tracking.store import Store
from scholarfolio.values.names import Name


def test_a_record_is_kept_with_what_takes_long_to_work_out(tmp_path):
    kept, text, other = Store(tmp_path, b"program"), Tex("On $x^2$"), Tex("On squares")
    assert (text.glance(), other.glance()) == ("On x²", "On squares")
    kept.save("value", [text, other, Author(Name("Lovelace", "Ada"), equal=True)])
    again = kept.load("value", [Tex, Author, Name])
    assert again == [text, other, Author(Name("Lovelace", "Ada"), equal=True)]
    assert [vars(each) for each in again[:2]] == [{"source": "On $x^2$", "plain": "On x²"}, {"source": "On squares"}]
