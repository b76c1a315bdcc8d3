// The search dialog. The engine and the index are loaded when it is opened for the first time.
(() => {
  "use strict";

  const AT_ONCE = 12;
  const PAGES_AT_MOST = 3;
  const TERMS_EXPLAINED = 30;
  const WORDS_EXPLAINED = 6;

  const opener = document.querySelector(".search-open");
  const dialog = document.querySelector("dialog.search");
  if (!opener || !dialog || !dialog.showModal) return;

  const says = dialog.dataset;
  const { say, loadScript } = window.scholarfolio; // site.js stands before this script
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const help = dialog.querySelector(".search-help");
  const list = dialog.querySelector(".search-results");
  const more = dialog.querySelector(".search-more");
  let loading = false;
  let searcher = null;
  let found = null;

  // Opening, closing, loading

  function open(query) {
    if (query !== undefined) field.value = query;
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    load();
    answer();
  }

  async function load() {
    if (loading) return;
    loading = true;
    try {
      await Promise.all([says.engine, says.index].map(loadScript));
    } catch {
      loading = false;
      status.textContent = says.failed;
      return;
    }
    searcher = window.scholarfolioSearch.searcher;
    // The first answer takes longest, because nothing is compiled yet: let nobody wait for it.
    searcher.search("a");
    answer();
  }

  // Answering

  function answer() {
    const query = field.value.trim() ? field.value : "";
    found = query && searcher ? searcher.search(query) : null;
    list.replaceChildren();
    more.hidden = true;
    dialog.scrollTop = 0;
    status.textContent = found ? summary() : query && !searcher ? says.loading : "";
    help.hidden = Boolean(found && found.papers.length + found.pages.length);
    if (!found) return;
    found.words = new Set(Array.from(found.terms, (term) => searcher.terms.list[term]));
    list.append(...found.pages.slice(0, PAGES_AT_MOST).map(pageItem));
    showMore();
  }

  function summary() {
    const papers = found.papers.length;
    const pages = found.pages.length;
    if (!papers && !pages) return says.none;
    const parts = [];
    if (papers) parts.push(say(says.nPapers, papers));
    if (pages) parts.push(say(says.nPages, pages));
    return parts.join(says.comma) + (found.similar ? says.similar : "");
  }

  function showMore() {
    const shown = list.querySelectorAll(".search-paper").length;
    list.append(...found.papers.slice(shown, shown + AT_ONCE).map(paperItem));
    more.hidden = shown + AT_ONCE >= found.papers.length;
    return shown;
  }

  // Results

  function paperItem(paper) {
    const shown = searcher.papers.shown(paper);
    const item = result("search-paper", shown.path, shown.title);
    if (shown.language) item.querySelector("a").lang = shown.language;
    const line = element("p", "search-line");
    [shown.authors, shown.source].filter(Boolean).forEach((text) => {
      const part = element("span", "item");
      const words = element("bdi");
      mark(words, text);
      part.append(words);
      line.append(part);
    });
    const unseen = elsewhere(paper, shown.authors + " " + shown.source);
    if (line.childElementCount) item.append(line);
    if (unseen) item.append(unseen);
    return item;
  }

  function pageItem(page) {
    const shown = searcher.pages.shown(page);
    const item = result("search-page", shown.path, shown.title);
    const kind = says[shown.path.split("/")[0]];
    const line = element("p", "search-line");
    line.append(span(kind || says.page));
    if (shown.count) line.append(span(say(says.nPapers, Number(shown.count))));
    item.append(line);
    return item;
  }

  function result(kind, path, title) {
    const item = element("li", kind);
    const link = element("a", "search-title");
    link.href = says.root + path;
    link.dir = "auto";
    mark(link, title);
    item.append(link);
    return item;
  }

  // Which words were found where the reader does not see them.
  function elsewhere(paper, seen) {
    const visible = new Set(searcher.folding.words(seen));
    const fields = searcher.wordsIn(paper, Array.from(found.terms).slice(0, TERMS_EXPLAINED));
    (fields.get("title") || []).forEach((word) => { visible.add(word); });
    const line = element("p", "search-line search-elsewhere");
    [["authors", says.inAuthors], ["topics", says.inTopics], ["venue", says.inVenue], ["text", says.inText]].forEach(
      (place) => {
        const unseen = Array.from(fields.get(place[0]) || []).filter((word) => !visible.has(word));
        if (!unseen.length) return;
        unseen.forEach((word) => { visible.add(word); });
        const part = span(place[1] + says.colon);
        const words = element("bdi");
        mark(words, unseen.slice(0, WORDS_EXPLAINED).join(says.listComma));
        part.append(words);
        line.append(part);
      }
    );
    return line.childElementCount ? line : null;
  }

  // A text with what was found in it marked.
  function mark(parent, text) {
    let end = 0;
    searcher.folding.spans(text, found.words).forEach((place) => {
      const marked = element("mark");
      marked.textContent = text.slice(place[0], place[1]);
      parent.append(text.slice(end, place[0]), marked);
      end = place[1];
    });
    parent.append(text.slice(end));
  }

  function span(text) {
    const part = element("span", "item");
    part.textContent = text;
    return part;
  }

  function element(name, kind) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    return made;
  }

  // Keys

  function stops() {
    const links = Array.from(list.querySelectorAll("a"));
    return [field].concat(links, more.hidden ? [] : [more]);
  }

  function move(step) {
    const all = stops();
    const next = all.indexOf(document.activeElement) + step;
    if (next >= 0 && next < all.length) all[next].focus();
  }

  function isTyping(element) {
    return element.isContentEditable || /^(input|select|textarea)$/i.test(element.tagName);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") dialog.close();
    else if (step) move(step);
    else return;
    event.preventDefault();
  });

  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });

  dialog.querySelector("form button").addEventListener("click", () => { dialog.close(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  field.addEventListener("input", answer);
  more.addEventListener("click", () => {
    const shown = showMore();
    list.querySelectorAll(".search-paper a")[shown].focus();
  });
  opener.addEventListener("click", () => { open(); });
  opener.disabled = false;

  // A browser's own search box leads here with ?q=…
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
