import { frame, byId, papers, site } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;
const ids = papers.map((paper) => paper.id);

export const data = {
  pagination: { data: "ids", size: 1, alias: "id" },
  ids,
  permalink: ({ id }) => `papers/${id}.html`,
  eleventyExcludeFromCollections: true,
};

const meta = (name, value) => (value ? `<meta name="${name}" content="${esc(value)}">\n` : "");
const fact = (label, value, href) =>
  value ? `<div><dt>${label}</dt><dd dir="auto">${href ? `<a href="${esc(href)}">${esc(value)}</a>` : esc(value)}</dd></div>\n` : "";
const button = (kind, label, href) => (href ? `<li><a class="button button-${kind}" href="${esc(href)}">${label}</a></li>\n` : "");
const box = (format, label, suffix, text, id, open) => `<details class="cite" name="cite"${open}>
<summary>${label}</summary>
<pre><code id="${format}" translate="no">${esc(text)}</code></pre>
<p class="cite-actions"><button class="button" type="button" disabled data-copy="#${format}" data-done="Copied" data-failed="Selected: copy it with your keyboard">Copy ${label}</button> <a class="button" href="../papers/${id}.${suffix}" download>Download ${label}</a> <span role="status"></span></p>
</details>
`;
const neighbour = (paper, kind, rel, word) =>
  paper ? `<a class="${kind}" rel="${rel}" href="../papers/${paper.id}.html"><span>${word}</span> <bdi>${ui.title(paper)}</bdi></a>\n` : "";

export function render({ id }) {
  const paper = byId.get(id);
  const address = `${site.url}papers/${id}.html`;
  const doi = paper.doi && `https://doi.org/${paper.doi}`;
  const arxiv = paper.arxiv && `https://arxiv.org/abs/${paper.arxiv}`;
  const [before, after] = frame("papers");
  const cited = paper.cited === 1 ? "once" : `${paper.cited?.toLocaleString("en")} times`;
  return `${ui.head({ title: `${paper.title} · ${site.title}`, description: paper.description, type: "article", address })}${meta("citation_title", paper.title)}${paper.byline.map((who) => meta("citation_author", who.name)).join("")}${meta("citation_publication_date", paper.scholar)}${paper.kind === "preprint" ? meta("citation_online_date", paper.scholar) : ""}${meta("citation_conference_title", paper.booktitle)}${meta("citation_journal_title", paper.journal)}${meta("citation_volume", paper.volume)}${meta("citation_issue", paper.number)}${meta("citation_firstpage", paper.first)}${meta("citation_lastpage", paper.last)}${meta("citation_doi", paper.doi)}${meta("citation_arxiv_id", paper.arxiv)}${meta("citation_publisher", paper.publisher)}${meta("citation_keywords", paper.keywords?.join("; "))}${meta("citation_abstract_html_url", address)}${meta("DC.title", paper.title)}${paper.byline.map((who) => meta("DC.creator", who.name)).join("")}${meta("DC.date", paper.date_iso)}${meta("DC.type", "Text")}${meta("DC.identifier", doi ?? arxiv)}${meta("DC.publisher", paper.publisher)}${meta("DC.source", paper.shown_venue)}<link rel="describedby" href="../papers/${id}.bib" type="application/x-bibtex" title="BibTeX">
<link rel="describedby" href="../papers/${id}.ris" type="application/x-research-info-systems" title="RIS">
<link rel="describedby" href="../papers/${id}.json" type="application/vnd.citationstyles.csl+json" title="CSL-JSON">
${doi || arxiv ? `<link rel="cite-as" href="${esc(doi ?? arxiv)}">\n` : ""}<link rel="type" href="https://schema.org/AboutPage">
<link rel="type" href="https://schema.org/ScholarlyArticle">
${paper.license ? `<link rel="license" href="${paper.license}">\n` : ""}<script type="application/ld+json">${ui.jsonld(paper, address)}</script>
${ui.assets("../")}</head>
<body class="kind-paper">${before}<main id="_main" tabindex="-1">
<article class="paper">
<header class="paper-header">
<p class="meta">
<a class="chip" href="../topics/${paper.area.slug}.html">${esc(paper.area.label)}</a>
${paper.date_iso ? `<time datetime="${paper.date_iso}">${paper.date_long}</time>\n` : ""}${paper.shown_venue ? `<span class="item"><a href="../venues/${paper.venue_slug}.html"><bdi>${esc(paper.shown_venue)}</bdi></a></span>\n` : ""}${paper.award ? `<span class="item award">${esc(paper.award)}</span>\n` : ""}</p>
<h1 dir="auto">${ui.title(paper)}</h1>
<p class="byline"><span class="authors">${ui.byline(paper, "../")}</span></p>
<ul class="links" aria-label="Paper and materials">
${button("pdf", "PDF", paper.pdf)}${(paper.code ?? []).map((code) => button("code", "Code", code)).join("")}${button("doi", "DOI", doi)}${button("arxiv", "arXiv", arxiv)}${button("publisher", "Publisher", paper.link)}${button("project", "Project", paper.project)}${button("video", "Video", paper.video)}</ul>
</header>
${paper.summary ? `<section aria-labelledby="summary">\n<h2 id="summary">Summary</h2>\n<div class="prose" dir="auto">${ui.summary(paper)}</div>\n</section>\n` : ""}${paper.abstract ? `<section aria-labelledby="abstract">\n<h2 id="abstract">Abstract</h2>\n<div class="prose" dir="auto">${ui.abstract(paper)}</div>\n</section>\n` : ""}<section aria-labelledby="topics">
<h2 id="topics">Topics</h2>
<ul class="chips">
${paper.chips.map((chip) => `<li><a href="../topics/${chip.slug}.html">${esc(chip.name)}</a></li>\n`).join("")}</ul>
</section>
<section aria-labelledby="particulars">
<h2 id="particulars">Particulars</h2>
<dl class="facts">
${fact("Type", paper.type_label)}${fact("Published", paper.date_long)}${fact("Venue", paper.venue, `../venues/${paper.venue_slug}.html`)}${fact("Journal", paper.journal)}${fact("In", paper.booktitle)}${fact("Volume", paper.volume)}${fact("Number", paper.number)}${fact("Pages", paper.last && `${paper.first}–${paper.last}`)}${fact("Publisher", paper.publisher)}${fact("DOI", paper.doi, doi)}${fact("arXiv", paper.arxiv, arxiv)}${fact("Licence", paper.license, paper.license)}${fact("Keywords", paper.keywords?.join(", "))}${fact("Award", paper.award)}${fact("Cited", paper.cited && `${cited}, by OpenAlex, November 2025`)}</dl>
</section>
<section class="cite-short" aria-labelledby="cite">
<h2 id="cite">Cite</h2>
${box("bibtex", "BibTeX", "bib", ui.bib(paper), id, " open")}${box("ris", "RIS", "ris", ui.ris(paper), id, "")}${box("csl-json", "CSL-JSON", "json", `[\n${ui.csl(paper)}\n]`, id, "")}</section>
<span class="Z3988" title="${esc(ui.coins(paper))}"></span>
</article>
${paper.related ? `<section class="related" aria-labelledby="related">\n<h2 id="related">Related papers</h2>\n<ul class="entries">\n${paper.related.map((other) => ui.related(byId.get(other))).join("\n")}</ul>\n</section>\n` : ""}<nav class="neighbours" aria-label="Other papers">
${neighbour(papers[paper.weight - 2], "newer", "prev", "Newer")}${neighbour(papers[paper.weight], "older", "next", "Older")}</nav>
</main>${after}</body>
</html>
`;
}
