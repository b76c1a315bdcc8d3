import { INDEXES, PAPERS_ON_PAGE, TITLES, frame, pages, papers, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;
const lists = [...pages("papers/index.html", papers.length, PAPERS_ON_PAGE)];

export const data = {
  pagination: { data: "lists", size: 1, alias: "list" },
  lists,
  permalink: ({ list }) => list.path,
  eleventyExcludeFromCollections: true,
};

const choices = (index) =>
  Object.entries(terms[index])
    .map(([slug, term]) => `<option dir="auto" value="${slug}" data-label="${esc(term.name)}">${esc(term.name)} (${term.count})</option>\n`)
    .join("");
const filters = () => `<form class="filters indent" id="filters" aria-label="Narrow and sort the papers" data-of="of" data-papers="papers" data-other="Other" hidden>
<details>
<summary>Narrow, sort and group</summary>
<div class="filter-row">
${INDEXES.map((index) => `<label><span>${TITLES[index]}</span>\n<select name="${index}">\n<option value="">All</option>\n${choices(index)}</select></label>\n`).join("")}</div>
</details>
<p class="filter-state"><span role="status" id="shown"></span> <button class="button" type="reset" hidden>Show all</button></p>
</form>
`;

export function render({ list }) {
  const { number, count, path } = list;
  const shown = papers.slice((number - 1) * PAPERS_ON_PAGE, number * PAPERS_ON_PAGE);
  const whole = count === 1;
  const address = site.url + path;
  const [before, after] = frame("list");
  const years = Object.keys(terms.years).sort().reverse();
  const part = number > 1 ? ` · page ${number}` : "";
  const line = (paper) => (whole ? ui.entry(paper, 3, "../", true, false, ui.values(paper)) : ui.entry3(paper));
  return `${ui.head({ title: `Papers${part} · ${site.title}`, description: site.description, address })}${ui.listLinks("../")}<script type="application/ld+json">${ui.listing("Papers", address, shown.map(ui.asItem))}</script>
${ui.assets("../")}${whole ? '<script src="../static/lists.js" defer></script>\n' : ""}</head>
<body class="kind-papers">${before}<main id="_main" tabindex="-1">
<header class="page-header">
<h1>Papers</h1>
<p class="lede">${ui.count(papers.length)}, newest first${whole ? "" : `, page ${number} of ${count}`}. <a href="../papers.bib" download>All as BibTeX</a></p>
</header>
${whole ? filters() : ""}<nav class="jump" aria-label="Years">
<ul>
${years.map((year) => `<li><a href="${whole ? `#y${year}` : `../years/${year}.html`}">${year}</a></li>\n`).join("")}</ul>
</nav>
${ui.byYear(shown).map(([year, found]) => `<section class="by-year" aria-labelledby="y${year}">\n<h2 id="y${year}"><a href="../years/${year}.html">${year}</a></h2>\n<ul class="entries">\n${found.map(line).join("\n")}</ul>\n</section>\n`).join("")}${ui.pager(list, "../")}</main>${after}</body>
</html>
`;
}
