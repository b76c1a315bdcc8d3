"""What BibTeX files hold besides facts, and the short names that they use: tables for reading them."""

from __future__ import annotations

import re

# Entry types of biblatex and of databases that mean one of our types; the usual ones are known without this table.
# An empty text leaves the type open.
ENTRY_TYPES = {
    "misc": "",
    "online": "",
    "electronic": "",
    "www": "",
    "webpage": "",
    "newspaper": "article",
    "magazine": "article",
    "newspaperarticle": "article",
    "magazinearticle": "article",
    "suppperiodical": "article",
    "review": "article",
    "mvproceedings": "proceedings",
    "mvcollection": "proceedings",
    "periodical": "proceedings",
    "reference": "proceedings",
    "mvreference": "proceedings",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "chapter",
    "booksection": "chapter",
    "standard": "report",
    "letter": "unpublished",
    "masterthesis": "mastersthesis",
    "bachelorsthesis": "thesis",
    "bachelorthesis": "thesis",
    "habilitation": "thesis",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
}

# Fields that serve a program or the entry's owner and say nothing about the paper: left out without a word.
HOUSEKEEPING = re.compile(
    r"bdsk-.*|mendeley-.*|zotero.*|jabref.*|citeulike-.*|opt[a-z].*|x-fetchedfrom|_+.*|usage-count-.*|modified-.*"
    r"|(date|file|time)-?(added|modified|read|imported)|date_(added|modified)|added-at|timestamp|creationdate"
    r"|modificationdate|modified|created|owner|username|file|local(file|-url|-pdf)?|(local)?pdf-?path|attachments?"
    r"|groups?|keywords?-?plus|interhash|intrahash|biburl|bibsource|posted-at|priority|rating|ranking|read(status)?"
    r"|printed|relevance|qualityassured|urldate|lastchecked|lastaccessed|last_visited|accessed|visited|access_date"
    r"|key|label|shorthand|ids|sort(name|key|title|year)|title_sort|author_sort|shorttitle|shortauthor|shorteditor"
    r"|shortjournal|nameaddon|options|presort|execute|entryset|related(type|string|options)?|gender|hyphenation"
    r"|adsnote|slaccitation|unique-id|isi|uri|web-of-science-.*|research-areas|doc-delivery-number|journal-iso"
    r"|number-of-cited-references|times-cited|cited-references|da|author-email|researcherid-numbers|orcid-numbers"
    r"|bibtex_show|altmetric|dimensions|google_scholar_id|inspirehep_id|citekey|bibtexkey|refid|callnumber|library.*"
    r"|copyright|rights|acknowledgement|bibdate|issn-l|crossref|xref|xdata|source|database|publication-type|entrytype|numpages|pagetotal|page_count"
    r"|pagination|bookpagination|langidopts|crossreftitle|author_?ascii\d*|authornonascii|timestamps?"
)

# What a link is called when a field that is not ours holds an address.
LINK_LABELS = {
    "adsurl": "ADS",
    "biorxiv": "bioRxiv",
    "medrxiv": "medRxiv",
    "hal": "HAL",
    "html": "HTML",
    "supp": "Supplement",
    "supplement": "Supplement",
    "supplementary": "Supplement",
    "ee": "Electronic edition",
    "xthread": "Thread on X",
    "openreview": "OpenReview",
    "pmc": "PubMed Central",
    "acl": "ACL Anthology",
    "researchgate": "ResearchGate",
    "ssrn": "SSRN",
    "osf": "OSF",
    "press": "Press",
    "mathscinet": "MathSciNet",
}
