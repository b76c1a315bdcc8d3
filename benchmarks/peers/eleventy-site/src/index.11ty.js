import { GROUPS_ON_PAGE, INDEXES, TITLES, frame, pages, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;
const lists = INDEXES.flatMap((index) =>
  [...pages(`${index}/index.html`, Object.keys(terms[index]).length, GROUPS_ON_PAGE)].map((page) => ({ index, ...page })),
);

export const data = {
  pagination: { data: "lists", size: 1, alias: "list" },
  lists,
  permalink: ({ list }) => list.path,
  eleventyExcludeFromCollections: true,
};

export function render({ list }) {
  const { index, number, count, path } = list;
  const all = Object.entries(terms[index]);
  const most = Math.max(...all.map(([, term]) => term.count));
  const shown = all.slice((number - 1) * GROUPS_ON_PAGE, number * GROUPS_ON_PAGE);
  const address = site.url + path;
  const items = shown.map(([slug, term]) => ({ name: term.name, url: `${site.url}${index}/${slug}.html` }));
  const sections = index === "topics" ? [["Areas", true], ["Topics", false]] : [["", false]];
  const [before, after] = frame(index);
  const line = ([slug, term]) =>
    `<li><span class="name"><a href="../${index}/${slug}.html" dir="auto">${esc(term.name)}</a>${term.label === term.name ? "" : ` <span class="short">${esc(term.label)}</span>`}</span> ${term.strip || (index === "authors" ? "" : `<svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${((100 * term.count) / most).toFixed(1)}" height="1"/></svg>`)}<span class="count" aria-hidden="true">${term.count}</span><span class="visually-hidden">${ui.count(term.count)}</span></li>\n`;
  const part = number > 1 ? ` · page ${number}` : "";
  return `${ui.head({ title: `${TITLES[index]}${part} · ${site.title}`, description: `${TITLES[index]} of the papers of ${site.owner}`, address })}<script type="application/ld+json">${ui.listing(TITLES[index], address, items)}</script>
${ui.assets("../")}</head>
<body class="kind-index">${before}<main id="_main" tabindex="-1">
<header class="page-header">
<h1>${TITLES[index]}</h1>
${count > 1 ? `<p class="lede">Page ${number} of ${count}</p>\n` : ""}</header>
${number === 1 ? frame(`${index}-groups`)[0] : ""}
${sections.map(([heading, area]) => `<section class="index index-${index}">\n${heading ? `<h2>${heading}</h2>\n` : ""}<ul class="tally">\n${shown.filter(([, term]) => term.area === area).map(line).join("")}</ul>\n</section>\n`).join("")}${number === 1 ? frame(`${index}-groups`)[1] : ""}
${ui.pager(list, "../")}</main>${after}</body>
</html>
`;
}
