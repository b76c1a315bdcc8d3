// Eleventy set up to write the pages that scholarfolio writes. Templates are JavaScript, the fastest of its languages;
// records are read once by lib/site.js and stay out of the data cascade, which would copy them for every page.
export default function (config) {
  config.addPassthroughCopy({ static: "static" });
  config.addPassthroughCopy({ ".nojekyll": ".nojekyll" });
  config.setUseGitIgnore(false);
  config.setFreezeReservedData(false);
  return { dir: { input: "src", includes: "_none", data: "_none" }, templateFormats: ["11ty.js"] };
}
