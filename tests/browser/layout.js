// What a careful eye would find wrong with the layout of a page: a list of sentences, empty when nothing is.
(function () {
  "use strict";

  const wide = document.documentElement.clientWidth;
  const dialog = document.querySelector("dialog[open]");
  const scope = dialog || document.body;
  const wrong = new Set();

  function named(element) {
    const kind = typeof element.className === "string" && element.className.split(" ")[0];
    const text = (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ").slice(0, 30);
    return element.localName + (kind ? "." + kind : "") + (text ? ` "${text}"` : "");
  }

  function ancestors(element) {
    const all = [];
    for (let up = element; up && up !== document.documentElement; up = up.parentElement) all.push(up);
    return all;
  }

  function isSeen(element) {
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".visually-hidden, .skip:not(:focus)");
  }

  // Nothing scrolls sideways but what is meant to.
  if (document.scrollingElement.scrollWidth > wide) wrong.add(`the page is ${document.scrollingElement.scrollWidth - wide} px too wide`);

  // Every line of text as a box of the height of its small letters, as far as what it stands in shows it.
  const lines = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !isSeen(element) || element.closest("math, select, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lineage = ancestors(element);
    const floats = lineage.some((up) => up !== dialog && /fixed|sticky/.test(getComputedStyle(up).position));
    const clips = lineage.filter((up) => getComputedStyle(up).overflowX !== "visible" && up !== document.body);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      const box = { left: rect.left, right: rect.right, top: rect.top + rect.height / 4, bottom: rect.bottom - rect.height / 4, element, floats, block: element.closest("h1, h2, h3, h4, p, li, dd, dt, td, th, pre, a, text") || element };
      let seen = true;
      for (const clip of clips) {
        const frame = clip.getBoundingClientRect();
        const style = getComputedStyle(clip);
        const over = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        if (/hidden|clip/.test(style.overflowX) && over && style.webkitLineClamp === "none") wrong.add(`cut: ${named(element)}`);
        box.left = Math.max(box.left, frame.left);
        box.right = Math.min(box.right, frame.right);
        box.top = Math.max(box.top, frame.top);
        box.bottom = Math.min(box.bottom, frame.bottom);
        if (box.right - box.left < 1 || box.bottom - box.top < 1) seen = false;
      }
      if (!seen) continue;
      if (box.left < -1 || box.right > wide + 1) wrong.add(`outside the page: ${named(element)}`);
      lines.push(box);
    }
  }

  // Controls and pictures as boxes of their own.
  for (const element of scope.querySelectorAll("button, input, select, img, video")) {
    const rect = element.getBoundingClientRect();
    if (!isSeen(element) || rect.width < 1 || (element.localName === "button" && element.textContent.trim())) continue;
    if (rect.left < -1 || rect.right > wide + 1) wrong.add(`outside the page: ${named(element)}`);
    const floats = ancestors(element).some((up) => up !== dialog && /fixed|sticky/.test(getComputedStyle(up).position));
    lines.push({ left: rect.left + 1, right: rect.right - 1, top: rect.top + 1, bottom: rect.bottom - 1, element, floats, block: element });
  }

  // No two of them at one place, unless one floats above the page on purpose.
  lines.sort((a, b) => a.top - b.top);
  lines.forEach(function (a, at) {
    for (let next = at + 1; next < lines.length && lines[next].top < a.bottom - 1; next += 1) {
      const b = lines[next];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (across > 2 && a.floats === b.floats && a.block !== b.block) wrong.add(`overlap: ${named(a.element)} and ${named(b.element)}`);
    }
  });

  // Whatever is pressed is large enough for a finger (WCAG 2.2, 2.5.8). Links within a text may be as high as its lines;
  // those that are spread over a whole item of a list are as large as that.
  for (const element of scope.querySelectorAll("button, input, select, summary, a[href]")) {
    if (!isSeen(element) || element.closest("svg") || getComputedStyle(element).display === "inline") continue;
    const spread = getComputedStyle(element, "::after").position === "absolute";
    const target = element.closest(spread ? "li" : "label") || element;
    const rect = target.getBoundingClientRect();
    if (rect.width < 23.5 || rect.height < 23.5) wrong.add(`too small to press (${Math.round(rect.width)} × ${Math.round(rect.height)}): ${named(element)}`);
  }

  return Array.from(wrong);
})()
