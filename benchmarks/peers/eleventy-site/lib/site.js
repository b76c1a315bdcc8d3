// The records, the groups and the site's own facts, as the benchmark wrote them.
import { readFileSync } from "node:fs";

const read = (name) => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8"));
const text = (name) => readFileSync(new URL(`../frame/${name}.html`, import.meta.url), "utf8");

export const site = read("site");
export const terms = read("terms");
export const papers = read("papers");
export const byId = new Map(papers.map((paper) => [paper.id, paper]));
export const INDEXES = ["topics", "years", "authors", "venues"];
export const TITLES = { topics: "Topics", years: "Years", authors: "Authors", venues: "Venues" };
export const PAPERS_ON_PAGE = 400;
export const GROUPS_ON_PAGE = 2000;

const members = Object.fromEntries(INDEXES.map((index) => [index, new Map()]));
for (const paper of papers)
  for (const index of INDEXES)
    for (const slug of new Set(paper[index])) {
      const found = members[index].get(slug);
      if (found) found.push(paper);
      else members[index].set(slug, [paper]);
    }

export const membersOf = (index, slug) => members[index].get(slug) ?? [];

// The frame around the pages of a section: what comes before the main part, and what comes after it.
const frames = new Map();
export function frame(section) {
  if (!frames.has(section)) frames.set(section, [text(`${section}-before`), text(`${section}-after`)]);
  return frames.get(section);
}

// What is made once and used on many pages.
const kept = new Map();
export function once(key, make) {
  let made = kept.get(key);
  if (made === undefined) kept.set(key, (made = make()));
  return made;
}

// A list cut into pages: for each its number, how many there are, and its address.
export function* pages(path, items, size) {
  const count = Math.max(1, Math.ceil(items / size));
  for (let number = 1; number <= count; number++)
    yield { number, count, path: number === 1 ? path : path.replace(/\.html$/, `~${number}.html`), first: path };
}
