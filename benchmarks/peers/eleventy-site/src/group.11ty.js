import { INDEXES, PAPERS_ON_PAGE, TITLES, frame, membersOf, pages, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;
const lists = INDEXES.flatMap((index) =>
  Object.entries(terms[index]).flatMap(([slug, { count }]) =>
    [...pages(`${index}/${slug}.html`, count, PAPERS_ON_PAGE)].map((page) => ({ index, slug, ...page })),
  ),
);

export const data = {
  pagination: { data: "lists", size: 1, alias: "list" },
  lists,
  permalink: ({ list }) => list.path,
  eleventyExcludeFromCollections: true,
};

export function render({ list }) {
  const { index, slug, number, count, path } = list;
  const term = terms[index][slug];
  const all = membersOf(index, slug);
  const papers = all.slice((number - 1) * PAPERS_ON_PAGE, number * PAPERS_ON_PAGE);
  const address = site.url + path;
  const above = [[TITLES[index], `${site.url}${index}/index.html`]];
  const about = index === "authors" ? { "@type": "Person", name: term.name } : undefined;
  const [before, after] = frame(index);
  const part = number > 1 ? ` · page ${number}` : "";
  return `${ui.head({ title: `${term.name} · ${TITLES[index]}${part} · ${site.title}`, description: `${all.length} papers: ${term.name}`, address })}<link rel="alternate" href="../${index}/${slug}.bib" type="application/x-bibtex" title="BibTeX">
<link rel="alternate" href="../${index}/${slug}.xml" type="application/atom+xml" title="Feed">
<script type="application/ld+json">${ui.listing(term.name, address, papers.map(ui.asItem), above, about)}</script>
${ui.assets("../")}</head>
<body class="kind-group">${before}<main id="_main" tabindex="-1">
<header class="page-header">
<p class="up"><a href="../${index}/index.html">${TITLES[index]}</a></p>
<h1 dir="auto">${esc(term.name)}</h1>
<p class="lede">${term.label === term.name ? "" : `<span class="item">${esc(term.label)}</span>`}<span class="item">${ui.count(all.length)}${count > 1 ? `, page ${number} of ${count}` : ""}</span><span class="item"><a href="../${index}/${slug}.bib" download>BibTeX</a></span></p>
</header>
<div class="loose">
<ul class="entries">
${papers.map(ui.entry2).join("\n")}
</ul>
</div>
${ui.pager(list, "../")}</main>${after}</body>
</html>
`;
}
