import { INDEXES, membersOf, terms } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

export const data = {
  pagination: { data: "groups", size: 1, alias: "group" },
  groups: INDEXES.flatMap((index) => Object.keys(terms[index]).map((slug) => ({ index, slug }))),
  permalink: ({ group }) => `${group.index}/${group.slug}.bib`,
  eleventyExcludeFromCollections: true,
};

export const render = ({ group: { index, slug } }) => membersOf(index, slug).map(ui.bib).join("\n");
