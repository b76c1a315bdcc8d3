"""RIS as it is read: every record of a file becomes a record of ours or is rejected with its line and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scholarfolio.formats.dates import read_date
from scholarfolio.formats.parsed import ImportedRecord, Parsed, Rejected
from scholarfolio.formats.plain_facts import CONFERENCE_PAPERS, joined_pages, page_range
from scholarfolio.formats.plain_texts import has_letters
from scholarfolio.formats.record_builder import RecordBuilder, is_doi
from scholarfolio.formats.ris.writer import OTHERS, SERIES_IN_T2
from scholarfolio.formats.texts import split_list
from scholarfolio.text.entities import decoded
from scholarfolio.values.names import Name, is_others, parse_name
from scholarfolio.values.paper_types import PAPER_TYPES

# Tags of ours first; then those of other programs, and what they call types that we do not tell apart.
_TYPES = {info.ris: name for name, info in reversed(PAPER_TYPES.items())} | {
    "THES": "thesis",
    "UNPB": "unpublished",
    "GEN": "",
    **dict.fromkeys(("ABST", "EJOUR", "INPR", "JFULL", "JOURN", "MGZN", "NEWS"), "article"),
    "CONF": "inproceedings",
    **dict.fromkeys(("ECHAP", "DICT", "ENCYC"), "chapter"),
    **dict.fromkeys(("EBOOK", "CLSWK", "SER"), "book"),
    **dict.fromkeys(("GOVDOC", "STAND"), "report"),
    **dict.fromkeys(("MANSCPT", "UNPD", "PAMP"), "unpublished"),
    **dict.fromkeys(("AGGR", "DBASE"), "dataset"),
    "SLIDE": "talk",
    **dict.fromkeys(("BLOG", "ELEC", "ICOMM", "WEB"), ""),
}
# Tags that serve a program or the file's owner and say nothing about the paper: left out without a word.
_HOUSEKEEPING = re.compile("Y2|AN|AV|CN|H[12]|J[12A]|L[234]|LB|M4|RP|ST|TS|U[1-5]")
_LINE = re.compile(r"([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*))?$")
_DATE = re.compile(r"([0-9]{4})(?:/([0-9]{0,2})(?:/([0-9]{0,2})(?:[/ ].*)?)?)?")


@dataclass
class Lines:
    """One record as it stands.

    Attributes:
        line: where it begins, counted from 1.
        values: the values of each tag in order, those not read yet.
        repeated: tags of which only the first of several values was read.
    """

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    def take(self, *tags: str) -> list[str]:
        """The values of these tags, without empty ones; they count as read."""
        values = [value.strip() for tag in tags for value in self.values.pop(tag, [])]
        return [value for value in values if value]

    def first(self, *tags: str) -> str:
        """The first value of these tags, which are names for the same. All count as read."""
        self.repeated += [tag for tag in tags if len(set(self.values.get(tag, ()))) > 1]
        return next(iter(self.take(*tags)), "")


def loads(text: str, source: str = "") -> Parsed:
    """Read one file's text; ``source`` is what messages call it. Nothing in a text makes this fail."""
    outcomes = [_Reader(lines).read() for lines in split_records(text)]
    records = tuple(outcome for outcome in outcomes if isinstance(outcome, ImportedRecord))
    return Parsed(source, records, tuple(outcome for outcome in outcomes if isinstance(outcome, Rejected)))


def split_records(text: str) -> Iterator[Lines]:
    """Cut a file into records. ``TY`` begins a record, ``ER`` ends it; a line without a tag continues the last."""
    record: Lines | None = None
    tag = ""
    for number, line in enumerate(re.split(r"\r\n?|\n", text.removeprefix("\ufeff")), 1):
        match = _LINE.match(line)
        if match is None:
            if record and tag:
                record.values[tag][-1] += f"\n{decoded(line)}"
            continue
        tag = match[1]
        if record and tag in ("TY", "ER"):
            yield record
            record = None
        if tag == "ER":
            continue
        record = record or Lines(number)
        record.values.setdefault(tag, []).append(decoded(match[2] or ""))
    if record:
        yield record


class _Reader:
    """Takes a record's tags one after another; what is left at the end was not understood."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        source_type = lines.first("TY")
        self.kind = source_type.upper()
        self.builder = RecordBuilder(" ".join(lines.first("ID").split()), lines.line, source_type)

    def read(self) -> ImportedRecord | Rejected:
        lines, builder = self.lines, self.builder
        self._type()
        builder.put_title(self._title())
        self._people()
        self._date()
        self._identifiers()
        self._places()
        self._numbers()
        self._texts()
        builder.notes += [f'the field "{tag}" is given several times; the first was kept' for tag in lines.repeated]
        for tag, values in lines.values.items():
            if any(map(str.strip, values)) and not _HOUSEKEEPING.fullmatch(tag):
                builder.note_unused(tag)
        return builder.build()

    def _type(self) -> None:
        if self.kind and self.kind not in _TYPES:
            self.builder.notes.append(f'the type "{self.kind}" is not known here; the record has none')
        genre = self.lines.first("M3")
        if is_doi(genre):  # so EndNote
            self.lines.values.setdefault("DO", []).append(genre)
            genre = ""
        self.builder.put_type(_TYPES.get(self.kind, ""), genre)

    def _title(self) -> str:
        whole = ("BT",) if self.kind in ("BOOK", "EDBOOK", "UNPB") else ()
        titles = self.lines.take("TI", "T1", "CT", *whole) or self.lines.take("ST")
        for other in dict.fromkeys(titles[1:]):
            if other != titles[0]:
                self.builder.notes.append(f'the record has a second title, "{other}", which was left out')
        return titles[0] if titles else ""

    # --- people -----------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        authors, authors_others = self._names("AU", "A1")
        editors, editors_others = self._names(
            "ED", *(("A3",) if "A3" in self.lines.values and self._is_book else ("A2",))
        )
        if self.kind == "EDBOOK" and not editors:
            authors, editors = [], authors
            authors_others, editors_others = False, authors_others
        notes = self.lines.values.get("N1", [])
        if OTHERS in notes:
            notes.remove(OTHERS)
            authors_others = True
        if editors_others:
            self.builder.notes.append("more editors than the named ones are not named")
        self.builder.put_authors(authors, authors_others)
        self.builder.put_editors(editors)

    @property
    def _is_book(self) -> bool:
        return self.builder.text("type") in ("book", "proceedings")

    def _names(self, *tags: str) -> tuple[list[Name], bool]:
        """The names, and whether one of them stands for more that are not named."""
        typed = [name for value in self.lines.take(*tags) for name in split_list(" ".join(value.split()), ";")]
        named = [name for name in typed if not is_others(name)]
        people = [name for name in named if has_letters(name)]
        self.builder.notes += [f'"{name}" is not a name, so it was left out' for name in named if name not in people]
        # Where names are inverted, one without a comma is an institution's; elsewhere it is in reading order.
        inverted = any("," in name for name in people)
        return [_name(name, inverted) for name in people], len(named) < len(typed)

    # --- when and where ---------------------------------------------------------------------------------------------

    def _date(self) -> None:
        """The most precise of the dates: ``DA`` alone may name a month, in words and without its year."""
        dates, years = self.lines.take("DA"), self.lines.take("PY", "Y1")
        numbers = list(filter(None, map(_numbers, [*dates, *years])))
        in_words = next((text for text in dates if not _numbers(text)), "")
        if numbers and (numbers[0][1] or not in_words):
            self.builder.put_date(*numbers[0])
        elif in_words or years:
            year = str(numbers[0][0]) if numbers else ""
            apart = bool(year and in_words and not re.search(r"\d{4}", in_words))
            date = read_date("", year, in_words, "") if apart else read_date(in_words or years[0], "", "", "")
            self.builder.put("date", date.iso or year)
            self.builder.notes += date.notes
            self.builder.remarks += [date.words] if date.words else []

    def _places(self) -> None:
        lines, builder = self.lines, self.builder
        conference = builder.text("type") in CONFERENCE_PAPERS
        builder.put_words("series", lines.first("T3", *(("T2",) if self.kind in SERIES_IN_T2 else ())))
        proceedings = lines.first("C3") if conference else ""
        department = self.kind == "THES"  # which has no place here
        container = "" if department else lines.first("T2", "BT", "JF", "JO") or lines.first("J2", "JA", "J1")
        event = container if proceedings else ""
        builder.put_places(proceedings or container, event, lines.first("PB"))
        builder.put_words("address", lines.first("CY", *(("C1",) if conference else ())))

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _identifiers(self) -> None:
        lines = self.lines
        self.builder.put_doi(lines.first("DO"))
        database = " ".join(lines.take("DB", "DP")).lower()
        if re.search("pubmed|medline", database) and re.fullmatch(r"\d{1,9}", number := lines.first("AN")):
            self.builder.raw["pubmed"] = number
        urls = [url for value in lines.take("UR", "LK") for url in value.split("\n")]
        pubmed = [url for url in urls if re.match(r"PM:\s*\d", url)]
        if pubmed:
            self.builder.raw["pubmed"] = re.sub(r"\D", "", pubmed[0])
        self.builder.put_addresses(url.strip() for url in urls if url not in pubmed)
        files = [file for value in lines.take("L1") for file in value.split("\n")]
        pdfs = [file.strip() for file in files if re.match(r"https?://\S+$", file.strip())]
        self.builder.put("pdf", "".join(pdfs[:1]))
        if len(files) > len(pdfs):
            self.builder.notes.append("the file that the record names was not imported")

    def _numbers(self) -> None:
        lines, builder = self.lines, self.builder
        if self.kind == "JOUR" and "IS" not in lines.values and _is_number(lines.values.get("M1", [])):
            lines.values["IS"] = lines.take("M1")  # so EndNote
        number = lines.first("IS")
        others = builder.put_serials(serial for serial in lines.take("SN") if serial != number)
        own = others if self.kind in ("RPRT", "PAT") else []
        builder.put_words("number", number or ", ".join(own))
        builder.notes += [f'"{text}" is neither an ISBN nor an ISSN, so it was left out' for text in others if not own]
        builder.put_words("volume", lines.first("VL"))
        builder.put_words("edition", lines.first("ET"))
        builder.put_words("chapter", lines.first("SE"))
        self._pages()

    def _pages(self) -> None:
        first, last = self.lines.first("SP"), self.lines.first("EP")
        if page_range(last)[0] == first:  # EP holds the whole range
            first, last = last, ""
        if page_range(first)[1] == last:  # SP holds it
            last = ""
        self.builder.put_words("pages", joined_pages(first, last) or self.lines.first("C7"))

    # --- words ------------------------------------------------------------------------------------------------------

    def _texts(self) -> None:
        lines, builder = self.lines, self.builder
        builder.put_language(lines.first("LA"))
        keywords = [word for value in lines.take("KW") for line in value.split("\n") for word in split_list(line, ";")]
        builder.put_keywords(split_list(keywords[0], ",") if len(keywords) == 1 else keywords)
        builder.put_abstract(lines.first("AB", "N2"))
        for remark in lines.take("N1", "RN"):
            if not is_doi(remark):
                builder.remarks.append(remark)
            elif "doi" not in builder.raw:
                builder.put_doi(remark)


def _numbers(date: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of ``2024/08/26/``, ``2024/08//`` or ``2024``."""
    match = _DATE.fullmatch(date)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    return year, month or None, day or None


def _is_number(values: list[str]) -> bool:
    return any(re.fullmatch(r"[\w./-]{1,10}", value.strip()) for value in values)


def _name(text: str, inverted: bool) -> Name:
    if inverted and "," not in text:
        return Name(literal=text)
    return parse_name(text)
