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

THESIS_TYPES = {
    "phdthesis": "phdthesis",
    "phd thesis": "phdthesis",
    "phd dissertation": "phdthesis",
    "phd": "phdthesis",
    "doctoral thesis": "phdthesis",
    "doctoral dissertation": "phdthesis",
    "dissertation": "phdthesis",
    "mathesis": "mastersthesis",
    "mastersthesis": "mastersthesis",
    "masters thesis": "mastersthesis",
    "master thesis": "mastersthesis",
    "msc thesis": "mastersthesis",
    "ma thesis": "mastersthesis",
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

# Names that places for preprints go by, when they stand where a journal should.
PREPRINT_SERVERS = {
    "arxiv": "arXiv",
    "corr": "arXiv",
    "biorxiv": "bioRxiv",
    "medrxiv": "medRxiv",
    "chemrxiv": "ChemRxiv",
    "psyarxiv": "PsyArXiv",
    "socarxiv": "SocArXiv",
    "edarxiv": "EdArXiv",
    "engrxiv": "engrXiv",
    "eartharxiv": "EarthArXiv",
    "techrxiv": "TechRxiv",
    "ssrn": "SSRN",
    "ssrn electronic journal": "SSRN",
    "research square": "Research Square",
    "preprints.org": "Preprints.org",
    "osf preprints": "OSF Preprints",
    "cryptology eprint archive": "Cryptology ePrint Archive",
    "iacr cryptology eprint archive": "Cryptology ePrint Archive",
}

LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "german": "de", "ngerman": "de", "deutsch": "de", "austrian": "de-AT",
    "naustrian": "de-AT", "swissgerman": "de-CH", "french": "fr", "français": "fr", "francais": "fr", "spanish": "es",
    "español": "es", "espanol": "es", "catalan": "ca", "galician": "gl", "basque": "eu", "portuguese": "pt",
    "português": "pt", "portugues": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "italian": "it", "italiano": "it",
    "dutch": "nl", "nederlands": "nl", "danish": "da", "dansk": "da", "swedish": "sv", "svenska": "sv",
    "norwegian": "no", "norsk": "nb", "nynorsk": "nn", "finnish": "fi", "icelandic": "is", "polish": "pl",
    "polski": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr",
    "serbian": "sr", "bulgarian": "bg", "romanian": "ro", "hungarian": "hu", "magyar": "hu", "greek": "el",
    "latin": "la", "russian": "ru", "русский": "ru", "ukrainian": "uk", "estonian": "et", "latvian": "lv",
    "lithuanian": "lt", "turkish": "tr", "hebrew": "he", "arabic": "ar", "persian": "fa", "farsi": "fa",
    "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "hindi": "hi",
    "vietnamese": "vi", "thai": "th", "indonesian": "id", "irish": "ga", "welsh": "cy",
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt", "ita": "it",
    "rus": "ru", "chi": "zh", "zho": "zh", "jpn": "ja",
}  # fmt: skip

# The journal macros of the American Astronomical Society, which NASA ADS writes into the entries that it exports.
ADS_JOURNALS = {
    "aj": "Astronomical Journal",
    "actaa": "Acta Astronomica",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjlett": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement Series",
    "apjsupp": "Astrophysical Journal Supplement Series",
    "ao": "Applied Optics",
    "applopt": "Applied Optics",
    "apss": "Astrophysics and Space Science",
    "aap": "Astronomy & Astrophysics",
    "astap": "Astronomy & Astrophysics",
    "aapr": "Astronomy and Astrophysics Review",
    "aaps": "Astronomy & Astrophysics Supplement Series",
    "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society",
    "bac": "Bulletin of the Astronomical Institutes of Czechoslovakia",
    "caa": "Chinese Astronomy and Astrophysics",
    "cjaa": "Chinese Journal of Astronomy and Astrophysics",
    "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters",
    "iaucirc": "IAU Circulars",
    "icarus": "Icarus",
    "jaavso": "Journal of the American Association of Variable Star Observers",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jcp": "Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "jrasc": "Journal of the Royal Astronomical Society of Canada",
    "maps": "Meteoritics & Planetary Science",
    "memras": "Memoirs of the Royal Astronomical Society",
    "memsai": "Memorie della Società Astronomica Italiana",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "na": "New Astronomy",
    "nar": "New Astronomy Reviews",
    "nat": "Nature",
    "nphysa": "Nuclear Physics A",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "physrep": "Physics Reports",
    "physscr": "Physica Scripta",
    "planss": "Planetary and Space Science",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "procspie": "Proceedings of SPIE",
    "psj": "Planetary Science Journal",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica",
    "rnaas": "Research Notes of the American Astronomical Society",
    "skytel": "Sky & Telescope",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "ssrv": "Space Science Reviews",
    "zap": "Zeitschrift für Astrophysik",
}
