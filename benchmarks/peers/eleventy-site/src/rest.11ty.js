// Everything of which there is one: exports and feeds of all papers, the search index, sitemap, robots and the like.
import { GROUPS_ON_PAGE, INDEXES, PAPERS_ON_PAGE, frame, pages, papers, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;
const newest = () => papers.slice(0, 50);
const address = (paper) => `${site.url}papers/${paper.id}.html`;
const texts = (format, text) => () =>
  `scholarfolioExport("${format}", ${JSON.stringify(Object.fromEntries(papers.map((paper) => [paper.id, text(paper)])))});\n`;

const jsonFeed = () => ({
  version: "https://jsonfeed.org/version/1.1",
  title: site.title,
  description: site.description,
  home_page_url: site.url,
  feed_url: `${site.url}feed.json`,
  language: "en",
  items: newest().map((paper) => ({
    id: address(paper),
    url: address(paper),
    title: paper.title,
    date_published: `${paper.date_padded}T00:00:00Z`,
    content_text: paper.abstract ?? paper.summary_plain ?? paper.title,
    authors: paper.byline.map(({ name }) => ({ name })),
    tags: paper.chips.map(({ name }) => name),
  })),
});

const search = () =>
  papers.map((paper) => ({
    id: paper.id,
    title: paper.title,
    authors: paper.byline.map(({ name }) => name),
    year: Number(paper.year),
    type: paper.kind,
    venue: paper.shown_venue ?? "",
    topics: paper.topics,
    code: Boolean(paper.code),
    text: paper.abstract ?? paper.summary_plain ?? "",
  }));

function* locations() {
  yield site.url;
  yield `${site.url}cv.html`;
  yield* papers.map(address);
  const lists = [["papers/index.html", papers.length, PAPERS_ON_PAGE]];
  for (const index of INDEXES) {
    lists.push([`${index}/index.html`, Object.keys(terms[index]).length, GROUPS_ON_PAGE]);
    for (const [slug, { count }] of Object.entries(terms[index])) lists.push([`${index}/${slug}.html`, count, PAPERS_ON_PAGE]);
  }
  for (const list of lists) for (const { path } of pages(...list)) yield site.url + path;
}

const sitemap = () => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...locations()].map((location) => `<url><loc>${location}</loc></url>\n`).join("")}</urlset>
`;

const missing = () => {
  const [before, after] = frame("missing");
  return `${ui.head({ title: `Page not found · ${site.title}`, description: site.description })}${ui.assets("/bench/")}</head>
<body class="kind-missing">${before}<main id="_main" tabindex="-1">
<header class="page-header">
<h1>Page not found</h1>
<p class="lede">There is nothing at this address. It may have been mistyped, or the link that led here is out of date.</p>
</header>
</main>${after}</body>
</html>
`;
};

const opensearch = () => `<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${esc(site.title.slice(0, 16))}</ShortName>
<Description>Papers of ${esc(site.owner)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${site.url}papers/index.html?q={searchTerms}"/>
</OpenSearchDescription>
`;

const llms = () => `# ${site.title}

> ${site.description}

## Papers

${papers.map((paper) => `- [${paper.title}](${address(paper)}): ${paper.date_iso}\n`).join("")}
## Indexes

${INDEXES.map((index) => `- ${site.url}${index}/index.html\n`).join("")}`;

const files = {
  "404.html": missing,
  "papers.bib": () => papers.map(ui.bib).join("\n"),
  "papers.ris": () => papers.map(ui.ris).join("\n"),
  "papers.json": () => `[\n${papers.map(ui.csl).join(",\n")}\n]\n`,
  "feed.xml": () => ui.feed(site.title, "feed.xml", "", newest()),
  "feed.json": () => JSON.stringify(jsonFeed()),
  "static/search-index.json": () => `[\n${search().map((one) => JSON.stringify(one)).join(",\n")}\n]\n`,
  "sitemap.xml": sitemap,
  "robots.txt": () => `User-agent: *\nAllow: /\n\nSitemap: ${site.url}sitemap.xml\n`,
  "llms.txt": llms,
  "opensearch.xml": opensearch,
  ...(papers.length <= PAPERS_ON_PAGE && {
    "static/export-bibtex.js": texts("bibtex", ui.bib),
    "static/export-ris.js": texts("ris", ui.ris),
    "static/export-csl-json.js": texts("csl-json", ui.csl),
  }),
};

export const data = {
  pagination: { data: "paths", size: 1, alias: "path" },
  paths: Object.keys(files),
  permalink: ({ path }) => path,
  eleventyExcludeFromCollections: true,
};

export const render = ({ path }) => files[path]();
