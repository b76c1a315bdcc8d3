"""The types of paper: what each is called in BibTeX, CSL, RIS and schema.org, and to a reader."""

from __future__ import annotations

from typing import NamedTuple


class PaperType(NamedTuple):
    """One type, by its name in every vocabulary that the site writes.

    Sources: the BibTeX and biblatex manuals, CSL 1.0.2 appendix III, the RIS format specification, schema.org.
    """

    name: str
    label: str
    bibtex: str
    csl: str
    ris: str
    schema: str
    container: str = ""  # the BibTeX field that names what the paper appeared in


PAPER_TYPES = {
    row.name: row
    for row in (
        PaperType("article", "Journal article", "article", "article-journal", "JOUR", "ScholarlyArticle", "journal"),
        PaperType("inproceedings", "Conference paper", "inproceedings", "paper-conference", "CPAPER",
                  "ScholarlyArticle", "booktitle"),
        PaperType("workshop", "Workshop paper", "inproceedings", "paper-conference", "CPAPER", "ScholarlyArticle",
                  "booktitle"),
        PaperType("poster", "Poster", "misc", "speech", "CPAPER", "ScholarlyArticle", "howpublished"),
        PaperType("preprint", "Preprint", "misc", "article", "UNPB", "ScholarlyArticle", "howpublished"),
        PaperType("phdthesis", "PhD thesis", "phdthesis", "thesis", "THES", "Thesis"),
        PaperType("mastersthesis", "Master’s thesis", "mastersthesis", "thesis", "THES", "Thesis"),
        PaperType("thesis", "Thesis", "misc", "thesis", "THES", "Thesis", "howpublished"),
        PaperType("book", "Book", "book", "book", "BOOK", "Book"),
        PaperType("proceedings", "Edited volume", "proceedings", "book", "EDBOOK", "Book"),
        PaperType("chapter", "Book chapter", "incollection", "chapter", "CHAP", "Chapter", "booktitle"),
        PaperType("report", "Report", "techreport", "report", "RPRT", "Report"),
        PaperType("dataset", "Dataset", "misc", "dataset", "DATA", "Dataset", "howpublished"),
        PaperType("software", "Software", "misc", "software", "COMP", "SoftwareSourceCode", "howpublished"),
        PaperType("talk", "Talk", "misc", "speech", "GEN", "CreativeWork", "howpublished"),
        PaperType("patent", "Patent", "misc", "patent", "PAT", "CreativeWork", "howpublished"),
        PaperType("unpublished", "Manuscript", "unpublished", "manuscript", "UNPB", "ScholarlyArticle"),
        PaperType("misc", "Other", "misc", "document", "GEN", "ScholarlyArticle", "howpublished"),
    )
}  # fmt: skip

# A record without a type is exported as the most general one; nothing is claimed about it.
UNTYPED = PAPER_TYPES["misc"]

# Names from BibTeX, biblatex and CSL that mean one of ours.
TYPE_ALIASES = {
    "article-journal": "article",
    "journal": "article",
    "conference": "inproceedings",
    "paper-conference": "inproceedings",
    "incollection": "chapter",
    "inbook": "chapter",
    "collection": "proceedings",
    "mvbook": "book",
    "techreport": "report",
    "manual": "report",
    "online": "misc",
    "electronic": "misc",
    "www": "misc",
    "booklet": "misc",
    "data": "dataset",
    "code": "software",
    "speech": "talk",
    "presentation": "talk",
    "manuscript": "unpublished",
    "arxiv": "preprint",
}
