import { frame, papers, site } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;

export const data = { permalink: "cv.html", eleventyExcludeFromCollections: true };

const names = (paper) =>
  paper.byline
    .slice(0, 12)
    .map((who) => (who.owner ? `<strong><bdi>${esc(who.name)}</bdi></strong>` : `<bdi>${esc(who.name)}</bdi>`))
    .join(", ");
const reference = (paper) =>
  `<li><span class="authors">${names(paper)}</span>. <cite dir="auto"><a href="papers/${paper.id}.html">${ui.title(paper)}</a></cite>.${paper.shown_venue ? ` <bdi>${esc(paper.shown_venue)}</bdi>,` : ""}${paper.date_iso ? ` <time datetime="${paper.date_iso}">${paper.date_long}</time>.` : ""}${paper.award ? ` <span class="award">${esc(paper.award)}</span>.` : ""}</li>\n`;

export function render() {
  const [before, after] = frame("cv");
  let left = papers.length;
  const years = ui.byYear(papers.slice(0, 1000)).map(([year, found]) => {
    const section = `<section class="aside-heading" aria-labelledby="y${year}">\n<h3 id="y${year}">${year}</h3>\n<ol class="references" reversed start="${left}">\n${found.map(reference).join("")}</ol>\n</section>\n`;
    left -= found.length;
    return section;
  });
  return `${ui.head({ title: `CV · ${site.title}`, description: site.description, type: "profile", address: `${site.url}cv.html` })}${ui.assets("")}</head>
<body class="kind-cv">${before}<main id="_main" tabindex="-1">
<header class="page-header cv-header">
<p class="up">Curriculum vitae</p>
<h1 dir="auto">${esc(site.owner)}</h1>
${ui.about}${ui.contact}</header>
<section class="aside-heading" aria-labelledby="about">
<h2 id="about">About</h2>
<div class="prose" dir="auto">${ui.inMarkdown(site.bio)}</div>
</section>
<section class="publications" aria-labelledby="publications">
<h2 id="publications">Publications</h2>
${years.join("")}${left ? `<p class="more indent"><a href="papers/index.html">All ${ui.count(papers.length)}</a></p>\n` : ""}</section>
</main>${after}</body>
</html>
`;
}
