"""What machines read of a paper: BibTeX, RIS, CSL-JSON, COinS, schema.org, and its line in the search index."""

import json
from urllib.parse import quote_plus


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _arxiv(paper):
    return f"https://arxiv.org/abs/{paper['arxiv']}" if "arxiv" in paper else ""


def _inverted(who):
    return f"{who['family']}, {who['given']}" if "given" in who else who["family"]


def bib(paper):
    """The entry in BibTeX."""
    get = paper.get
    names = [*map(_inverted, paper["byline"]), *(["others"] if get("others") else [])]
    rows = [
        ("title", get("title_tex") or paper["title"]),
        ("author", " and ".join(names)),
        ("journal", get("journal")),
        ("booktitle", get("booktitle")),
        ("year", paper["year"]),
        ("month", get("month")),
        ("volume", get("volume")),
        ("number", get("number")),
        ("pages", f"{paper['first']}--{paper['last']}" if get("last") else ""),
        ("publisher", get("publisher")),
        ("type", "Preprint" if paper["kind"] == "preprint" else ""),
        ("doi", get("doi")),
        ("eprint", get("arxiv")),
        ("archiveprefix", "arXiv" if get("arxiv") else ""),
        ("url", get("link")),
        ("keywords", ", ".join(get("keywords", ()))),
        ("abstract", get("abstract_tex") or get("abstract")),
    ]
    rows = [(name, value) for name, value in rows if value]
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:{width}} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in rows]
    kind = {"article": "article", "inproceedings": "inproceedings"}.get(paper["kind"], "misc")
    return f"@{kind}{{{paper['id']},\n{''.join(lines)}}}\n"


def ris(paper):
    """The record in RIS."""
    get = paper.get
    conference = paper["kind"] == "inproceedings"
    preprint = paper["kind"] == "preprint"
    rows = [
        ("TY", {"article": "JOUR", "inproceedings": "CPAPER"}.get(paper["kind"], "UNPB")),
        ("ID", paper["id"]),
        ("TI", paper["title"]),
        *(("AU", _inverted(who)) for who in paper["byline"]),
        ("PY", paper["year"]),
        ("DA", f"{paper['date_iso'].replace('-', '/')}/" if get("date_iso") else ""),
        ("T2", get("venue") if conference else get("journal")),
        ("C3", get("booktitle") if conference else ""),
        ("PB", get("publisher") or ("arXiv" if preprint and get("arxiv") else "")),
        ("VL", get("volume")),
        ("IS", get("number")),
        ("SP", get("first")),
        ("EP", get("last")),
        ("DO", get("doi")),
        ("UR", get("link")),
        ("UR", _arxiv(paper)),
        ("L1", get("pdf")),
        ("M3", "Preprint" if preprint else ""),
        *(("KW", keyword) for keyword in get("keywords", ())),
        ("N1", "The paper has more authors than are named here (et al.)." if get("others") else ""),
        ("AB", get("abstract")),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n"


def csl(paper):
    """The item in CSL-JSON."""
    get = paper.get
    preprint = paper["kind"] == "preprint"
    counted = preprint and get("arxiv")
    rows = [
        ("id", paper["id"]),
        ("type", {"article": "article-journal", "inproceedings": "paper-conference"}.get(paper["kind"], "article")),
        ("title", paper["title"]),
        ("author", [{k: who[k] for k in ("family", "given") if k in who} for who in paper["byline"]]),
        ("issued", get("date_iso") and {"date-parts": [[int(part) for part in paper["date_iso"].split("-")]]}),
        ("container-title", get("booktitle") or get("journal")),
        ("event-title", get("venue") if paper["kind"] == "inproceedings" else ""),
        ("publisher", get("publisher") or ("arXiv" if counted else "")),
        ("volume", get("volume")),
        ("number", f"arXiv:{paper['arxiv']}") if counted else ("issue", get("number")),
        ("archive", "arXiv" if get("arxiv") and not preprint else ""),
        ("archive_location", get("arxiv") if not preprint else ""),
        ("page", f"{paper['first']}-{paper['last']}" if get("last") else ""),
        ("DOI", get("doi")),
        ("URL", get("link") or (_arxiv(paper) if preprint else "")),
        ("keyword", ", ".join(get("keywords", ()))),
        ("abstract", get("abstract")),
        ("custom", {"others": True} if get("others") else None),
    ]
    lines = [f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in rows if value]
    return " {\n" + ",\n".join(lines) + "\n }"


def coins(paper):
    """What Zotero's button reads."""
    get = paper.get
    first = paper["byline"][0] if paper["byline"] else {}
    rows = [
        ("rft.genre", {"article": "article", "preprint": "preprint"}.get(paper["kind"], "proceeding")),
        ("rft.atitle", paper["title"]),
        ("rft.jtitle", get("booktitle") or get("journal") or get("venue")),
        ("rft.date", get("date_iso")),
        ("rft.volume", get("volume")),
        ("rft.issue", get("number")),
        ("rft.spage", get("first")),
        ("rft.epage", get("last")),
        ("rft.pub", get("publisher")),
        ("rft.aulast", first.get("family")),
        ("rft.aufirst", first.get("given")),
        *(("rft.au", who["name"]) for who in paper["byline"]),
        ("rft_id", f"info:doi/{paper['doi']}" if get("doi") else _arxiv(paper) or get("link")),
    ]
    said = "".join(f"&{name}={quote_plus(value)}" for name, value in rows if value)
    return f"ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal{said}"


def jsonld(paper, address, site):
    """The paper in schema.org's words."""
    get = paper.get
    doi = f"https://doi.org/{paper['doi']}" if get("doi") else ""
    identifiers = [("DOI", get("doi")), ("arXiv", get("arxiv"))]
    container = {"@type": "Book", "name": paper["booktitle"]} if get("booktitle") else None
    if paper["kind"] == "article":
        journal = {"@type": "Periodical", "name": paper["journal"]}
        volume = {"@type": "PublicationVolume", "volumeNumber": paper["volume"], "isPartOf": journal}
        container = {"@type": "PublicationIssue", "issueNumber": paper["number"], "isPartOf": volume}
    work = {
        "@type": "ScholarlyArticle",
        "@id": f"{address}#paper",
        "name": paper["title"],
        "headline": paper["title"][:110],
        "url": address,
        "author": [
            {"@type": "Person", **({"@id": f"{site['url']}#me"} if who.get("owner") else {}), "name": who["name"]}
            for who in paper["byline"]
        ],
        "datePublished": get("date_iso"),
        "abstract": get("abstract"),
        "description": get("summary_plain"),
        "keywords": [*(chip["name"] for chip in paper["chips"]), *get("keywords", ())],
        "isPartOf": container,
        "pageStart": get("first"),
        "pageEnd": get("last"),
        "publisher": {"@type": "Organization", "name": paper["publisher"]} if get("publisher") else None,
        "identifier": [{"@type": "PropertyValue", "propertyID": n, "value": v} for n, v in identifiers if v],
        "sameAs": [link for link in (doi, _arxiv(paper), get("link")) if link],
        "award": get("award"),
        "license": get("license"),
        "mentions": [
            {"@type": "SoftwareSourceCode", "name": f"Code for {paper['title']}", "codeRepository": code}
            for code in get("code", ())
        ],
    }
    steps = [("Papers", f"{site['url']}papers/index.html"), (paper["title"], address)]
    return _graph([{name: value for name, value in work.items() if value}, _trail(steps, site)])


def listing(name, address, items, site, above=(), about=None):
    """A page that lists something."""
    elements = [{"@type": "ListItem", "position": at, **item} for at, item in enumerate(items, 1)]
    collection = {
        "@type": "CollectionPage",
        "@id": address,
        "name": name,
        "url": address,
        **({"about": about} if about else {}),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": elements},
    }
    return _graph([collection, _trail([*above, (name, address)], site)])


def _graph(nodes):
    return _json({"@context": "https://schema.org", "@graph": nodes})


def _trail(steps, site):
    steps = [(site["title"], site["url"]), *steps]
    elements = [{"@type": "ListItem", "position": at, "name": n, "item": i} for at, (n, i) in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def search(paper):
    """What the search knows of a paper."""
    get = paper.get
    known = {"id": paper["id"], "title": paper["title"], "authors": [who["name"] for who in paper["byline"]]}
    known |= {"year": int(paper["year"]), "type": paper["kind"], "venue": get("shown_venue", "")}
    known |= {"topics": paper["topics"], "code": "code" in paper}
    return _json({**known, "text": get("abstract") or get("summary_plain") or ""})


def values(paper):
    """A paper's values by facet, for the controls of the list."""
    names = {"topic": "topics", "year": "years", "venue": "venues", "author": "authors"}
    found = {"id": [paper["id"]], "type": [paper["kind"]]} | {name: paper[index] for name, index in names.items()}
    has = [name for name in ("code", "pdf") if name in paper]
    return json.dumps({**found, "has": has, "citations": paper.get("cited", 0)})
