"""Store: values come back as they were saved."""

from __future__ import annotations

from scholarfolio.content.models import Author
from scholarfolio.text import Tex
from scholarfolio.tracking.store import Store
from scholarfolio.values.names import Name


def test_a_record_is_stored_with_cached_properties_that_take_long(tmp_path):
    store, text, other = Store(tmp_path, b"program"), Tex("On $x^2$"), Tex("On squares")
    assert (text.glance(), other.glance()) == ("On x²", "On squares")
    store.save("value", [text, other, Author(Name("Lovelace", "Ada"), equal=True)])
    again = store.load("value", [Tex, Author, Name])
    assert again == [text, other, Author(Name("Lovelace", "Ada"), equal=True)]
    assert [vars(each) for each in again[:2]] == [{"source": "On $x^2$", "plain": "On x²"}, {"source": "On squares"}]
