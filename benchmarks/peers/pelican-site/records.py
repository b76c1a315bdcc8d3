"""A Pelican plugin: reads the records as data and writes every page of theirs, and every other file."""

import json
from pathlib import Path

from exports import bib, coins, csl, jsonld, listing, ris, search, values
from markdown import Markdown
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

INDEXES = {"topics": "Topics", "years": "Years", "authors": "Authors", "venues": "Venues"}
PAPERS_ON_PAGE, GROUPS_ON_PAGE, PAPERS_ON_CV, PAPERS_ON_HOME, NEWEST = 400, 2000, 1000, 200, 50
EXPORTS = {"bibtex": ("bib", bib, "\n".join), "ris": ("ris", ris, "\n".join)}


def array(items):
    """CSL items as one array."""
    return "[\n" + ",\n".join(items) + "\n]\n"


EXPORTS["csl-json"] = ("json", csl, array)


class Records(Generator):
    """Writes a site of papers."""

    def generate_context(self):
        """Read the records and make of each what stands on many pages."""
        here = Path(self.theme)
        self.site, self.terms, self.papers = (
            json.loads((here / "data" / f"{name}.json").read_text("utf-8")) for name in ("site", "terms", "papers")
        )
        self.by_id = {paper["id"]: paper for paper in self.papers}
        markdown = Markdown(extensions=["extra"])
        for paper in self.papers:
            if "summary" in paper:
                paper["summary_html"] = Markup(markdown.reset().convert(paper["summary"]))
            paper["title_html"] = Markup(paper.get("title_html") or Markup.escape(paper["title"]))
            html = paper.get("abstract_html") or Markup("<p>{}</p>").format(paper.get("abstract", ""))
            paper["abstract_html"] = Markup(html) if "abstract" in paper else ""
            paper["coins"] = coins(paper)
            paper["texts"] = {name: write(paper) for name, (_, write, _) in EXPORTS.items()}
        self.members = {index: {slug: [] for slug in self.terms[index]} for index in INDEXES}
        for paper in self.papers:
            for index in INDEXES:
                for slug in dict.fromkeys(paper[index]):
                    self.members[index][slug].append(paper)
        kept = {}

        def once(macro, paper, *given):
            key = macro.name, paper["id"], *given
            if key not in kept:
                kept[key] = macro(paper, *given)
            return kept[key]

        self.env.globals |= {"once": once, "records": self, "site": self.site, "frame": self._frames(here / "frame")}

    @staticmethod
    def _frames(folder):
        return {file.stem: Markup(file.read_text("utf-8")) for file in folder.iterdir()}

    def generate_output(self, writer):
        """Write all files."""
        self.out = Path(self.output_path)
        for folder in ("papers", "static", *INDEXES):
            (self.out / folder).mkdir(parents=True, exist_ok=True)
        self._papers(writer)
        self._groups(writer)
        self._lists(writer)
        self._rest(writer)

    def _page(self, writer, path, template, **context):
        writer.write_file(path, self.get_template(template), self.context, path=path, **context)

    def _text(self, path, text):
        (self.out / path).write_text(text, "utf-8")

    def _papers(self, writer):
        for at, paper in enumerate(self.papers):
            path = f"papers/{paper['id']}.html"
            address = self.site["url"] + path
            newer = self.papers[at - 1] if at else None
            older = self.papers[at + 1] if at + 1 < len(self.papers) else None
            related = [self.by_id[other] for other in paper.get("related", ())]
            data = Markup(jsonld(paper, address, self.site))
            self._page(
                writer,
                path,
                "paper",
                paper=paper,
                address=address,
                newer=newer,
                older=older,
                related=related,
                data=data,
            )
            for name, (suffix, _, file_of) in EXPORTS.items():
                self._text(f"papers/{paper['id']}.{suffix}", file_of([paper["texts"][name]]))

    def _groups(self, writer):
        for index, title in INDEXES.items():
            for slug, term in self.terms[index].items():
                all_of_it = self.members[index][slug]
                above = [(title, f"{self.site['url']}{index}/index.html")]
                about = {"@type": "Person", "name": term["name"]} if index == "authors" else None
                for page in pages(f"{index}/{slug}.html", len(all_of_it), PAPERS_ON_PAGE):
                    shown = on(page, all_of_it, PAPERS_ON_PAGE)
                    address = self.site["url"] + page["path"]
                    items = [{"url": f"{self.site['url']}papers/{paper['id']}.html"} for paper in shown]
                    data = Markup(listing(term["name"], address, items, self.site, above, about))
                    self._page(
                        writer,
                        page["path"],
                        "group",
                        index=index,
                        heading=title,
                        slug=slug,
                        term=term,
                        papers=shown,
                        total=len(all_of_it),
                        page=page,
                        address=address,
                        data=data,
                    )
                self._text(f"{index}/{slug}.bib", "\n".join(paper["texts"]["bibtex"] for paper in all_of_it))
                name = f"{term['name']} · {self.site['title']}"
                self._feed(writer, f"{index}/{slug}", name, f"{index}/{slug}.html", all_of_it)

    def _feed(self, writer, stem, title, home, papers):
        home = self.site["url"] + home
        self._page(writer, f"{stem}.xml", "feed", title=title, home=home, papers=papers[:NEWEST])

    def _lists(self, writer):
        for index, title in INDEXES.items():
            terms = list(self.terms[index].items())
            most = max(term["count"] for _, term in terms)
            for page in pages(f"{index}/index.html", len(terms), GROUPS_ON_PAGE):
                shown = on(page, terms, GROUPS_ON_PAGE)
                address = self.site["url"] + page["path"]
                items = [{"name": t["name"], "url": f"{self.site['url']}{index}/{slug}.html"} for slug, t in shown]
                data = Markup(listing(title, address, items, self.site))
                self._page(
                    writer,
                    page["path"],
                    "index",
                    index=index,
                    heading=title,
                    terms=shown,
                    most=most,
                    page=page,
                    address=address,
                    data=data,
                )
        for page in pages("papers/index.html", len(self.papers), PAPERS_ON_PAGE):
            shown = on(page, self.papers, PAPERS_ON_PAGE)
            address = self.site["url"] + page["path"]
            items = [{"url": f"{self.site['url']}papers/{paper['id']}.html"} for paper in shown]
            data = Markup(listing("Papers", address, items, self.site))
            self._page(
                writer,
                page["path"],
                "papers",
                years=by_year(shown),
                whole=page["count"] == 1,
                page=page,
                address=address,
                data=data,
                values=values,
            )

    def _rest(self, writer):
        papers = self.papers
        self._page(writer, "index.html", "home", papers=papers[:PAPERS_ON_HOME], total=len(papers))
        self._page(writer, "cv.html", "cv", years=by_year(papers[:PAPERS_ON_CV]), total=len(papers))
        self._page(writer, "404.html", "missing")
        self._feed(writer, "feed", self.site["title"], "", papers)
        self._page(writer, "sitemap.xml", "sitemap", locations=list(self._locations()))
        self._page(writer, "opensearch.xml", "opensearch")
        self._text("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {self.site['url']}sitemap.xml\n")
        self._text("llms.txt", self._llms())
        self._text("feed.json", json.dumps(self._json_feed(), ensure_ascii=False))
        self._text("static/search-index.json", array(map(search, papers)))
        for name, (suffix, _, file_of) in EXPORTS.items():
            texts = {paper["id"]: paper["texts"][name] for paper in papers}
            self._text(f"papers.{suffix}", file_of(texts.values()))
            if len(papers) <= PAPERS_ON_PAGE:
                said = json.dumps(texts, ensure_ascii=False)
                self._text(f"static/export-{name}.js", f'scholarfolioExport("{name}", {said});\n')

    def _locations(self):
        url = self.site["url"]
        yield from (url, f"{url}cv.html")
        yield from (f"{url}papers/{paper['id']}.html" for paper in self.papers)
        lists = [("papers/index.html", len(self.papers), PAPERS_ON_PAGE)]
        for index in INDEXES:
            lists.append((f"{index}/index.html", len(self.terms[index]), GROUPS_ON_PAGE))
            lists += [
                (f"{index}/{slug}.html", term["count"], PAPERS_ON_PAGE) for slug, term in self.terms[index].items()
            ]
        for one in lists:
            yield from (url + page["path"] for page in pages(*one))

    def _llms(self):
        url = self.site["url"]
        papers = "".join(f"- [{p['title']}]({url}papers/{p['id']}.html): {p['date_iso']}\n" for p in self.papers)
        indexes = "".join(f"- {url}{index}/index.html\n" for index in INDEXES)
        return (
            f"# {self.site['title']}\n\n> {self.site['description']}\n\n## Papers\n\n{papers}\n## Indexes\n\n{indexes}"
        )

    def _json_feed(self):
        site = self.site
        items = [
            {
                "id": f"{site['url']}papers/{paper['id']}.html",
                "url": f"{site['url']}papers/{paper['id']}.html",
                "title": paper["title"],
                "date_published": f"{paper['date_padded']}T00:00:00Z",
                "content_text": paper.get("abstract") or paper.get("summary_plain") or paper["title"],
                "authors": [{"name": who["name"]} for who in paper["byline"]],
                "tags": [chip["name"] for chip in paper["chips"]],
            }
            for paper in self.papers[:NEWEST]
        ]
        head = {"version": "https://jsonfeed.org/version/1.1", "title": site["title"], "language": "en"}
        return {**head, "home_page_url": site["url"], "feed_url": f"{site['url']}feed.json", "items": items}


def pages(path, items, size):
    """A list cut into pages: for each its number, how many there are, its address, and those of the others."""
    count = max(1, -(-items // size))

    def address(number):
        return path if number == 1 else f"{path.removesuffix('.html')}~{number}.html"

    for number in range(1, count + 1):
        shown = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
        yield {"number": number, "count": count, "path": address(number), "address": address, "shown": shown}


def on(page, items, size):
    """The items that stand on a page."""
    return items[(page["number"] - 1) * size : page["number"] * size]


def by_year(papers):
    """Papers by year."""
    years = {}
    for paper in papers:
        years.setdefault(paper["year"], []).append(paper)
    return list(years.items())


def register():
    """Tell Pelican of the generator."""
    signals.get_generators.connect(generators)  # held weakly: a lambda would be gone at once


def generators(pelican):
    """The generators of this plugin."""
    return Records
