import { byId, frame, papers, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

const { esc } = ui;

export const data = { permalink: "index.html", eleventyExcludeFromCollections: true };

function chart() {
  const years = Object.entries(terms.years).sort();
  const most = Math.max(...years.map(([, { count }]) => count));
  const width = 36 * years.length;
  const bar = ([year, { count }], at) => {
    const height = (96 * count) / most;
    return `<a href="years/${year}.html" aria-label="${year}: ${ui.count(count)}">
<rect class="reach" x="${36 * at + 4}" y="0" width="28" height="134"/>
<rect class="bar" x="${36 * at + 4}" y="${(114 - height).toFixed(2)}" width="28" height="${height.toFixed(2)}"/>
<text class="year" x="${36 * at + 18}" y="129">${year}</text>
<text class="count" x="${36 * at + 18}" y="${(109 - height).toFixed(2)}">${count}</text>
</a>
`;
  };
  return `<figure class="chart">
<figcaption id="chart-title">Papers per year</figcaption>
<div class="chart-scroll">
<svg viewBox="0 0 ${width} 134" width="${width}" height="134" role="group" aria-labelledby="chart-title">
${years.map(bar).join("")}</svg>
</div>
<details>
<summary>The same as a table</summary>
<table>
<thead><tr><th scope="col">Year</th><th scope="col">Papers</th></tr></thead>
<tbody>
${years.map(([year, { count }]) => `<tr><th scope="row"><a href="years/${year}.html">${year}</a></th><td>${count}</td></tr>\n`).join("")}</tbody>
</table>
</details>
</figure>
`;
}

export function render() {
  const person = {
    "@type": "Person",
    "@id": `${site.url}#me`,
    name: site.owner,
    url: site.url,
    jobTitle: site.position,
    affiliation: { "@type": "Organization", name: site.affiliation },
    email: site.email,
    description: site.bio_plain,
  };
  const nodes = [
    { "@type": "ProfilePage", "@id": site.url, mainEntity: person },
    { "@type": "WebSite", name: site.title, url: site.url, description: site.description, inLanguage: "en" },
  ];
  const [before, after] = frame("home");
  return `${ui.head({ title: site.title, description: site.description, type: "profile", address: site.url })}${ui.listLinks("")}<script type="application/ld+json">${ui.asGraph(...nodes)}</script>
${ui.assets("")}</head>
<body class="kind-home">${before}<main id="_main" tabindex="-1">
<header class="hero">
<h1 dir="auto">${esc(site.owner)}</h1>
${ui.about}<div class="bio prose" dir="auto">${ui.inMarkdown(site.bio)}</div>
${ui.contact}</header>
<section class="selected" aria-labelledby="selected">
<h2 id="selected">Selected papers</h2>
<ul class="entries">
${site.selected.map((id) => ui.entry(byId.get(id), 3, "", false)).join("\n")}</ul>
</section>
<section class="all" aria-labelledby="papers">
<h2 id="papers">${ui.count(papers.length)}</h2>
${chart()}<ul class="entries">
${papers.slice(0, 200).map((paper) => ui.entry(paper, 3, "", true, true)).join("\n")}</ul>
${papers.length > 200 ? `<p class="more"><a href="papers/index.html">All ${ui.count(papers.length)}</a></p>\n` : ""}</section>
</main>${after}</body>
</html>
`;
}
