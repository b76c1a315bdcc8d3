import { INDEXES, membersOf, site, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

export const data = {
  pagination: { data: "groups", size: 1, alias: "group" },
  groups: INDEXES.flatMap((index) => Object.keys(terms[index]).map((slug) => ({ index, slug }))),
  permalink: ({ group }) => `${group.index}/${group.slug}.xml`,
  eleventyExcludeFromCollections: true,
};

export const render = ({ group: { index, slug } }) =>
  ui.feed(`${terms[index][slug].name} · ${site.title}`, `${index}/${slug}.xml`, `${index}/${slug}.html`, membersOf(index, slug).slice(0, 50));
