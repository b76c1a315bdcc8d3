// The pieces of pages, one function each; each returns markup or text.
import MarkdownIt from "markdown-it";
import { once, site, terms } from "./site.js";

const markdown = new MarkdownIt({ html: true });
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export const esc = (text) => String(text).replace(/[&<>"']/g, (mark) => MARKS[mark]);
const json = (value) => JSON.stringify(value).replace(/</g, "\\u003c");
const plus = (text) => encodeURIComponent(text).replace(/%20/g, "+");
const doi = (paper) => (paper.doi ? `https://doi.org/${paper.doi}` : "");
const arxiv = (paper) => (paper.arxiv ? `https://arxiv.org/abs/${paper.arxiv}` : "");
export const count = (number) => `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;

export const title = (paper) => paper.title_html ?? esc(paper.title);
export const abstract = (paper) => paper.abstract_html ?? (paper.abstract ? `<p>${esc(paper.abstract)}</p>` : "");
export const summary = (paper) => once(`summary ${paper.id}`, () => markdown.render(paper.summary).trim());
export const inMarkdown = (text) => markdown.render(text).trim();

export function head({ title, description, type = "website", address = "" }) {
  const [words, about] = [esc(title), esc(description)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words}</title>
<meta name="description" content="${about}">
<meta property="og:title" content="${words}">
<meta property="og:type" content="${type}">
<meta property="og:description" content="${about}">
<meta property="og:site_name" content="${esc(site.title)}">
${address ? `<meta property="og:url" content="${address}">\n<link rel="canonical" href="${address}">\n` : ""}<meta property="og:image" content="${site.url}static/card.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="${esc(site.title)}">
<meta name="twitter:card" content="summary_large_image">
`;
}

export const assets = (root) => `<link rel="search" href="${root}opensearch.xml" type="application/opensearchdescription+xml" title="${esc(site.title)}">
<link rel="icon" type="image/svg+xml" href="${root}static/favicon.svg">
<script src="${root}static/scheme.js"></script>
<link rel="stylesheet" href="${root}static/style.css">
<script src="${root}static/site.js" defer></script>
`;

export function byline(paper, root, limit = Infinity) {
  const shown = paper.byline.length > limit + 1 ? paper.byline.slice(0, limit) : paper.byline;
  const hidden = paper.byline.length - shown.length;
  const names = shown.map((who) => {
    const name = `<bdi>${esc(who.name)}</bdi>`;
    const linked = who.slug ? `<a href="${root}authors/${who.slug}.html">${name}</a>` : name;
    return who.owner ? `<strong>${linked}</strong>` : linked;
  });
  const more = hidden ? ` and ${paper.others ? "at least " : ""}${hidden} more` : paper.others ? " et al." : "";
  const owner = paper.owner_hidden
    ? `, including <strong><a href="${root}authors/${site.owner_slug}.html"><bdi>${esc(site.owner)}</bdi></a></strong>`
    : "";
  return names.join(", ") + more + owner;
}

export const entry = (paper, level, root, coinsToo, text = false, values = "") => {
  const name = esc(paper.title);
  const area = paper.area;
  return `<li class="entry"${values ? ` data-values="${esc(values)}"` : ""}>
<p class="meta">
<a class="chip" href="${root}topics/${area.slug}.html"${area.label === area.name ? "" : ` title="${esc(area.name)}"`}>${esc(area.label)}</a>
${paper.date_iso ? `<time datetime="${paper.date_iso}">${paper.date_short}</time>\n` : ""}${paper.pdf ? `<a class="badge badge-pdf" href="${esc(paper.pdf)}" aria-label="PDF: ${name}">PDF</a>\n` : ""}${(paper.code ?? []).map((code) => `<a class="badge badge-code" href="${esc(code)}" aria-label="Code: ${name}">Code</a>\n`).join("")}</p>
<h${level} class="entry-title" dir="auto"><a href="${root}papers/${paper.id}.html">${title(paper)}</a></h${level}>
<p class="credits"><span class="authors">${byline(paper, root, 12)}</span>${paper.shown_venue ? `<span class="item"><a href="${root}venues/${paper.venue_slug}.html"><bdi>${esc(paper.shown_venue)}</bdi></a></span>` : ""}${paper.award ? `<span class="item award">${esc(paper.award)}</span>` : ""}</p>
${text ? `<div class="text prose" dir="auto">${paper.summary ? summary(paper) : abstract(paper)}</div>\n` : ""}${coinsToo ? `<span class="Z3988" title="${esc(coins(paper))}"></span>\n` : ""}</li>
`;
};
export const entry2 = (paper) => once(`entry2 ${paper.id}`, () => entry(paper, 2, "../", true));
export const entry3 = (paper) => once(`entry3 ${paper.id}`, () => entry(paper, 3, "../", true));
export const related = (paper) => once(`related ${paper.id}`, () => entry(paper, 3, "../", false));

export const coins = (paper) =>
  once(`coins ${paper.id}`, () => {
    const [first] = paper.byline;
    const rows = [
      ["rft.genre", { article: "article", preprint: "preprint" }[paper.kind] ?? "proceeding"],
      ["rft.atitle", paper.title],
      ["rft.jtitle", paper.booktitle ?? paper.journal ?? paper.venue],
      ["rft.date", paper.date_iso],
      ["rft.volume", paper.volume],
      ["rft.issue", paper.number],
      ["rft.spage", paper.first],
      ["rft.epage", paper.last],
      ["rft.pub", paper.publisher],
      ["rft.aulast", first?.family],
      ["rft.aufirst", first?.given],
      ...paper.byline.map((who) => ["rft.au", who.name]),
      ["rft_id", paper.doi ? `info:doi/${paper.doi}` : arxiv(paper) || paper.link],
    ];
    const said = rows.filter(([, value]) => value).map(([name, value]) => `&${name}=${plus(value)}`);
    return `ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal${said.join("")}`;
  });

export const bib = (paper) =>
  once(`bib ${paper.id}`, () => {
    const names = paper.byline.map((who) => (who.given ? `${who.family}, ${who.given}` : who.family));
    const rows = [
      ["title", paper.title_tex ?? paper.title],
      ["author", [...names, ...(paper.others ? ["others"] : [])].join(" and ")],
      ["journal", paper.journal],
      ["booktitle", paper.booktitle],
      ["year", paper.year],
      ["month", paper.month],
      ["volume", paper.volume],
      ["number", paper.number],
      ["pages", paper.last ? `${paper.first}--${paper.last}` : ""],
      ["publisher", paper.publisher],
      ["type", paper.kind === "preprint" ? "Preprint" : ""],
      ["doi", paper.doi],
      ["eprint", paper.arxiv],
      ["archiveprefix", paper.arxiv ? "arXiv" : ""],
      ["url", paper.link],
      ["keywords", (paper.keywords ?? []).join(", ")],
      ["abstract", paper.abstract_tex ?? paper.abstract],
    ].filter(([, value]) => value);
    const width = Math.max(...rows.map(([name]) => name.length));
    const lines = rows.map(([name, value]) => `  ${name.padEnd(width)} = ${name === "month" ? value : `{${value}}`},\n`);
    return `@${{ article: "article", inproceedings: "inproceedings" }[paper.kind] ?? "misc"}{${paper.id},\n${lines.join("")}}\n`;
  });

export const ris = (paper) =>
  once(`ris ${paper.id}`, () => {
    const conference = paper.kind === "inproceedings";
    const rows = [
      ["TY", { article: "JOUR", inproceedings: "CPAPER" }[paper.kind] ?? "UNPB"],
      ["ID", paper.id],
      ["TI", paper.title],
      ...paper.byline.map((who) => ["AU", who.given ? `${who.family}, ${who.given}` : who.family]),
      ["PY", paper.year],
      ["DA", paper.date_iso ? `${paper.date_iso.replaceAll("-", "/")}/` : ""],
      ["T2", conference ? paper.venue : paper.journal],
      ["C3", conference ? paper.booktitle : ""],
      ["PB", paper.publisher ?? (paper.kind === "preprint" && paper.arxiv ? "arXiv" : "")],
      ["VL", paper.volume],
      ["IS", paper.number],
      ["SP", paper.first],
      ["EP", paper.last],
      ["DO", paper.doi],
      ["UR", paper.link],
      ["UR", arxiv(paper)],
      ["L1", paper.pdf],
      ["M3", paper.kind === "preprint" ? "Preprint" : ""],
      ...(paper.keywords ?? []).map((keyword) => ["KW", keyword]),
      ["N1", paper.others ? "The paper has more authors than are named here (et al.)." : ""],
      ["AB", paper.abstract],
    ];
    return `${rows.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\n`).join("")}ER  - \n`;
  });

export const csl = (paper) =>
  once(`csl ${paper.id}`, () => {
    const preprint = paper.kind === "preprint";
    const rows = [
      ["id", paper.id],
      ["type", { article: "article-journal", inproceedings: "paper-conference" }[paper.kind] ?? "article"],
      ["title", paper.title],
      ["author", paper.byline.map(({ family, given }) => (given ? { family, given } : { family }))],
      ["issued", paper.date_iso && { "date-parts": [paper.date_iso.split("-").map(Number)] }],
      ["container-title", paper.booktitle ?? paper.journal],
      ["event-title", paper.kind === "inproceedings" ? paper.venue : ""],
      ["publisher", paper.publisher ?? (preprint && paper.arxiv ? "arXiv" : "")],
      ["volume", paper.volume],
      [paper.arxiv && preprint ? "number" : "issue", paper.arxiv && preprint ? `arXiv:${paper.arxiv}` : paper.number],
      ["archive", paper.arxiv && !preprint ? "arXiv" : ""],
      ["archive_location", paper.arxiv && !preprint ? paper.arxiv : ""],
      ["page", paper.last ? `${paper.first}-${paper.last}` : ""],
      ["DOI", paper.doi],
      ["URL", paper.link ?? (preprint ? arxiv(paper) : "")],
      ["keyword", (paper.keywords ?? []).join(", ")],
      ["abstract", paper.abstract],
      ["custom", paper.others && { others: true }],
    ];
    const lines = rows.filter(([, value]) => value).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
    return ` {\n${lines.join(",\n")}\n }`;
  });

export function jsonld(paper, address) {
  const same = [doi(paper), arxiv(paper), paper.link].filter(Boolean);
  const identifier = [["DOI", paper.doi], ["arXiv", paper.arxiv]]
    .filter(([, value]) => value)
    .map(([propertyID, value]) => ({ "@type": "PropertyValue", propertyID, value }));
  const journal = paper.kind === "article" && {
    "@type": "PublicationIssue",
    issueNumber: paper.number,
    isPartOf: {
      "@type": "PublicationVolume",
      volumeNumber: paper.volume,
      isPartOf: { "@type": "Periodical", name: paper.journal },
    },
  };
  const work = {
    "@type": "ScholarlyArticle",
    "@id": `${address}#paper`,
    name: paper.title,
    headline: paper.title.slice(0, 110),
    url: address,
    author: paper.byline.map((who) => ({ "@type": "Person", ...(who.owner && { "@id": `${site.url}#me` }), name: who.name })),
    datePublished: paper.date_iso,
    abstract: paper.abstract,
    description: paper.summary_plain,
    keywords: [...paper.chips.map((chip) => chip.name), ...(paper.keywords ?? [])],
    isPartOf: journal || (paper.booktitle && { "@type": "Book", name: paper.booktitle }) || undefined,
    pageStart: paper.first,
    pageEnd: paper.last,
    publisher: paper.publisher && { "@type": "Organization", name: paper.publisher },
    identifier: identifier.length ? identifier : undefined,
    sameAs: same.length ? same : undefined,
    award: paper.award,
    license: paper.license,
    mentions: paper.code?.map((code) => ({
      "@type": "SoftwareSourceCode",
      name: `Code for ${paper.title}`,
      codeRepository: code,
    })),
  };
  return graph(work, trail(["Papers", `${site.url}papers/index.html`], [paper.title, address]));
}

const graph = (...nodes) => json({ "@context": "https://schema.org", "@graph": nodes });
const trail = (...steps) => ({
  "@type": "BreadcrumbList",
  itemListElement: [[site.title, site.url], ...steps].map(([name, item], at) => ({
    "@type": "ListItem",
    position: at + 1,
    name,
    item,
  })),
});

export function listing(name, address, items, above = [], about) {
  const collection = {
    "@type": "CollectionPage",
    "@id": address,
    name,
    url: address,
    about,
    mainEntity: {
      "@type": "ItemList",
      numberOfItems: items.length,
      itemListElement: items.map((item, at) => ({ "@type": "ListItem", position: at + 1, ...item })),
    },
  };
  return graph(collection, trail(...above, [name, address]));
}
export const asItem = (paper) => ({ url: `${site.url}papers/${paper.id}.html` });
export const asGraph = graph;

export function pager({ number, count, first }, root) {
  if (count === 1) return "";
  const href = (at) => root + (at === 1 ? first : first.replace(/\.html$/, `~${at}.html`));
  const shown = [...new Set([1, count, ...[-2, -1, 0, 1, 2].map((by) => number + by)])]
    .filter((at) => at >= 1 && at <= count)
    .sort((a, b) => a - b);
  const links = shown.map((at) => `<li><a href="${href(at)}"${at === number ? ' aria-current="page"' : ""} aria-label="Page ${at}">${at}</a></li>\n`);
  return `<nav class="pager indent" aria-label="Pages of this list">
<ul>
${number > 1 ? `<li><a rel="prev" href="${href(number - 1)}">Previous</a></li>\n` : ""}${links.join("")}${number < count ? `<li><a rel="next" href="${href(number + 1)}">Next</a></li>\n` : ""}</ul>
</nav>
`;
}

export function feed(title, path, home, newest) {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>${esc(title)}</title>
<id>${site.url}${path}</id>
<link rel="self" type="application/atom+xml" href="${site.url}${path}"/>
<link rel="alternate" type="text/html" href="${site.url}${home}"/>
<updated>${newest[0].date_padded}T00:00:00Z</updated>
<author><name>${esc(site.owner)}</name></author>
<generator uri="https://www.11ty.dev/">Eleventy</generator>
${newest.map(feedEntry).join("")}</feed>
`;
}
const feedEntry = (paper) =>
  once(`feed ${paper.id}`, () => {
    const address = `${site.url}papers/${paper.id}.html`;
    return `<entry>
<title>${esc(paper.title)}</title>
<id>${address}</id>
<link rel="alternate" type="text/html" href="${address}"/>
<updated>${paper.date_padded}T00:00:00Z</updated>
<published>${paper.date_padded}T00:00:00Z</published>
${paper.byline.map((who) => `<author><name>${esc(who.name)}</name></author>\n`).join("")}${paper.chips.map((chip) => `<category term="${esc(chip.name)}"/>\n`).join("")}<summary>${esc(paper.abstract ?? paper.summary_plain ?? paper.title)}</summary>
</entry>
`;
  });

export function byYear(papers) {
  const years = new Map();
  for (const paper of papers) years.set(paper.year, [...(years.get(paper.year) ?? []), paper]);
  return [...years];
}

export const about = `<p class="position" dir="auto">${esc(site.position)}, ${esc(site.affiliation)}</p>
`;
export const contact = `<ul class="contact" aria-label="Elsewhere">
<li><a href="mailto:${site.email}">${site.email}</a></li>
${site.links.map((link) => `<li><a href="${link.url}">${esc(link.label)}</a></li>\n`).join("")}</ul>
`;
export const listLinks = (root) => `<link rel="alternate" href="${root}papers.bib" type="application/x-bibtex" title="BibTeX">
<link rel="alternate" href="${root}papers.ris" type="application/x-research-info-systems" title="RIS">
<link rel="alternate" href="${root}papers.json" type="application/vnd.citationstyles.csl+json" title="CSL-JSON">
<link rel="alternate" href="${root}feed.xml" type="application/atom+xml" title="Feed">
<link rel="alternate" href="${root}feed.json" type="application/feed+json" title="JSON Feed">
`;
export const values = (paper) =>
  JSON.stringify({
    id: [paper.id],
    topic: paper.topics,
    year: paper.years,
    type: [paper.kind],
    venue: paper.venues,
    author: paper.authors,
    has: [...(paper.code ? ["code"] : []), ...(paper.pdf ? ["pdf"] : [])],
    citations: paper.cited ?? 0,
  });
export const name = (index, slug) => terms[index][slug];
