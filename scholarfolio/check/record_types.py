"""The types of records that BibTeX, RIS and CSL-JSON know, and what an entry of BibTeX needs.

Sources: the BibTeX and biblatex manuals; the RIS format specification; CSL 1.0.2, appendix III.
"""

from __future__ import annotations

_BIBTEX = """
article artwork audio bibnote book bookinbook booklet collection commentary conference dataset electronic
image inbook incollection inproceedings inreference jurisdiction legal legislation letter manual mastersthesis
misc movie music mvbook mvcollection mvproceedings mvreference online patent performance periodical phdthesis
proceedings reference report review software standard suppbook suppcollection suppperiodical techreport thesis
unpublished video www xdata
"""
_RIS = """
ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE DICT EBOOK
ECHAP EDBOOK EJOUR ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT HEAR ICOMM INPR INTV JFULL JOUR LEGAL MANSCPT MAP
MGZN MPCT MULTI MUSIC NEWS PAMP PAT PCOMM POD PRESS RPRT SER SLIDE SOUND STAND STAT STD THES UNBILL UNPB UNPD
VIDEO WEB
"""
_CSL = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
periodical personal_communication post post-weblog regulation report review review-book software song speech
standard thesis treaty webpage
"""

# By the format's name in the registry; of a format that is not named here, any type is taken.
TYPES = {
    "bibtex": frozenset(_BIBTEX.split()),
    "ris": frozenset(_RIS.split()),
    "csl-json": frozenset(_CSL.split()),
}

# Without these a BibTeX style warns and leaves a gap: each a field, or several of which one is enough.
NEEDED_FIELDS = {
    "article": ("author", "title", "journal|journaltitle", "year|date"),
    "book": ("author|editor", "title", "publisher", "year|date"),
    "inbook": ("author|editor", "title", "publisher", "year|date"),
    "incollection": ("author", "title", "booktitle", "publisher", "year|date"),
    "inproceedings": ("author", "title", "booktitle", "year|date"),
    "conference": ("author", "title", "booktitle", "year|date"),
    "mastersthesis": ("author", "title", "school|institution", "year|date"),
    "phdthesis": ("author", "title", "school|institution", "year|date"),
    "proceedings": ("title", "year|date"),
    "techreport": ("author", "title", "institution|school", "year|date"),
    "unpublished": ("author", "title", "note"),
}
