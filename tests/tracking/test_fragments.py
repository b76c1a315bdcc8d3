"""Fragments are read as they were written, or not at all."""

import pytest

from scholarfolio.tracking.fragments import FragmentStore


@pytest.fixture
def store(tmp_path):
    store = FragmentStore(tmp_path / "store" / "fragments-x")
    yield store
    store.close()


def test_fragments_come_back_also_those_of_other_processes(store):
    other = store.with_file(1)
    spans = [(writer, text, writer.put(text)) for writer in (store, other) for text in (b"", b"one", b"\0\xff\n")]
    store.flush()
    other.flush()
    for reader in (store, other):
        assert [reader.get(span) for _, _, span in spans] == [text for _, text, _ in spans]
    other.close()


def test_what_is_not_what_was_written_is_not_used(store, tmp_path):
    span = store.put(b"a paper's entry")
    store.close()
    file = tmp_path / "store" / "fragments-x.0"
    file.write_bytes(file.read_bytes().replace(b"paper", b"Paper"))
    assert store.get(span) is None
    file.unlink()
    store.close()
    assert store.get(span) is None


def test_where_nothing_can_be_written_there_are_no_fragments(tmp_path):
    (tmp_path / "store").write_text("a file where the folder should be", "utf-8")
    assert FragmentStore(tmp_path / "store" / "fragments-x").put(b"text") is None
