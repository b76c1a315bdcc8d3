import { byId, papers } from "../lib/site.js";
import * as ui from "../lib/pieces.js";

export const data = {
  pagination: { data: "ids", size: 1, alias: "id" },
  ids: papers.map((paper) => paper.id),
  permalink: ({ id }) => `papers/${id}.ris`,
  eleventyExcludeFromCollections: true,
};

export const render = ({ id }) => ui.ris(byId.get(id));
