"""Import: ids that the records of a site can have, and a report that says once what is true of many entries."""

from __future__ import annotations

import pytest

from scholarfolio.importing.importer import GROUPED_FROM, import_papers


@pytest.mark.parametrize("number", [1, GROUPED_FROM - 1, GROUPED_FROM, GROUPED_FROM + 1])
def test_what_is_true_of_many_entries_is_said_once_with_their_number(tmp_path, number):
    file = tmp_path / "a.bib"
    file.write_text(
        "".join(f"@article{{key{at}x,\n title={{Paper {at}}},\n year={{199x}}\n}}\n" for at in range(number)), "utf-8"
    )
    report = [line for line in import_papers([str(file)]).report() if "199x" in line]
    if number < GROUPED_FROM:
        assert len(report) == number
        assert not any("entries" in line for line in report)
    else:
        assert len(report) == 1
        assert report[0].endswith(f"(so in {number} entries)")
        assert report[0].startswith(f"{file}:1: ")


def test_keys_that_differ_as_little_as_file_names_may_become_ids_that_differ_more(tmp_path):
    """Records whose ids are alike but for case could not be read, and a system may take their files for one."""
    keys = ("strasse", "straße", "engines", "Engines")
    file = tmp_path / "a.bib"
    file.write_text("".join(f"@article{{{key},\n title={{On {key}}}\n}}\n" for key in keys), "utf-8")
    found = import_papers([str(file)])
    assert [record.id for record in found.records] == ["strasse", "straße-2", "engines", "engines-2"]
    assert [line for line in found.report() if "is taken" in line] == [
        f'{file}:4: "straße" is taken; this record is called "straße-2"',
        f'{file}:10: "engines" is taken; this record is called "engines-2"',
    ]
