// The list of papers: narrowing, sorting, grouping, and taking ticked papers along. The state lives in the address
// after "#", so that it can be linked, and so that Back undoes it. Where the list goes on over further pages, their
// papers are loaded when they are first needed. Without this script the whole list is there, page by page.
(() => {
  "use strict";

  const form = document.getElementById("filters");
  if (!form) return;
  const { say, copy, download, loadScript } = window.scholarfolio; // site.js stands before this script

  // The list as it was written: sections of entries, to go back to.
  const sections = Array.from(document.querySelectorAll(".by-year"));
  const home = sections.map((section) => {
    return { list: section.querySelector(".entries"), entries: Array.from(section.querySelectorAll(".entry")) };
  });
  const jump = document.querySelector(".jump");
  const pager = document.querySelector(".pager");
  const entries = [];

  function addEntry(element) {
    const heading = element.querySelector("h2, h3, h4");
    const title = heading.textContent.trim();
    const file = heading.querySelector("a").pathname.split("/").pop();
    entries.push({
      element: element,
      id: decodeURIComponent(file).replace(/\.html$/, ""),
      values: JSON.parse(element.dataset.values || "null"),
      title: title,
      position: entries.length,
      ticked: addTick(element, title)
    });
  }

  const results = document.createElement("div");
  results.className = "regrouped";
  results.hidden = true;
  if (sections.length) sections[0].before(results);

  const selects = Array.from(form.querySelectorAll("select"));
  const facets = selects.filter((select) => select.name !== "sort" && select.name !== "group");
  const flags = Array.from(form.querySelectorAll("input[name=has]"));
  const reset = form.querySelector("button[type=reset]");
  const shown = document.getElementById("shown");

  // The pages of a list that goes on, each a script; that of the first has only the values of its entries.

  const scripts = form.dataset.scripts ? form.dataset.scripts.split(" ") : [];
  const pages = [];
  let complete = !scripts.length;
  let loading = null;

  window.scholarfolioEntries = (number, html) => { pages[number] = html; };

  function loadAll() {
    if (!loading) loading = loadPages();
    return loading;
  }

  async function loadPages() {
    try {
      await Promise.all(scripts.map(loadScript));
    } catch (fault) {
      loading = null; // to be tried again
      throw fault;
    }
    pages.forEach((html, number) => {
      const parsed = Array.from(new DOMParser().parseFromString(html, "text/html").querySelectorAll(".entry"));
      if (number > 1) parsed.forEach(addEntry);
      else parsed.forEach((element, at) => { entries[at].values = JSON.parse(element.dataset.values); });
    });
    pages.length = 0;
    complete = true;
  }

  // The state: what is chosen, by name; flags as a list.

  function readForm() {
    const state = {};
    selects.forEach((select) => { if (select.value) state[select.name] = [select.value]; });
    const on = flags.filter((box) => box.checked).map((box) => box.value);
    if (on.length) state.has = on;
    return state;
  }

  function readAddress() {
    const state = {};
    new URLSearchParams(location.hash.slice(1)).forEach((value, name) => {
      (state[name] = state[name] || []).push(value);
    });
    return state;
  }

  function address(state) {
    const words = new URLSearchParams();
    Object.keys(state).forEach((name) => {
      state[name].forEach((value) => { words.append(name, value); });
    });
    return words.toString();
  }

  function fillForm(state) {
    selects.forEach((select) => {
      select.value = (state[select.name] || [""])[0];
      if (select.selectedIndex < 0) select.value = "";
    });
    flags.forEach((box) => { box.checked = (state.has || []).includes(box.value); });
  }

  // Which entries are left, and how many each further choice would leave.

  function has(entry, name, value) {
    return (entry.values[name] || []).includes(value);
  }

  function matches(entry, state, except) {
    return facets.every((select) => {
      return select.name === except || !state[select.name] || has(entry, select.name, state[select.name][0]);
    }) && (state.has || []).every((flag) => has(entry, "has", flag));
  }

  function tally(list, name) {
    const counts = new Map();
    list.forEach((entry) => {
      (entry.values[name] || []).forEach((value) => { counts.set(value, (counts.get(value) || 0) + 1); });
    });
    return counts;
  }

  function showCounts(state) {
    facets.forEach((select) => {
      const left = entries.filter((entry) => matches(entry, state, select.name));
      const counts = tally(left, select.name);
      Array.from(select.options).forEach((option) => {
        if (!option.value) return;
        const count = counts.get(option.value) || 0;
        option.textContent = option.dataset.label + " (" + count + ")";
        option.disabled = !count && !option.selected;
      });
    });
    const counts = tally(entries.filter((entry) => matches(entry, state)), "has");
    flags.forEach((box) => {
      const words = box.parentElement.querySelector("[data-label]");
      words.textContent = words.dataset.label + " (" + (counts.get(box.value) || 0) + ")";
    });
  }

  // Showing them.

  const alphabet = new Intl.Collator(document.documentElement.lang);
  const orders = {
    oldest: (a, b) => b.position - a.position,
    title: (a, b) => alphabet.compare(a.title, b.title),
    citations: (a, b) => b.values.citations - a.values.citations || a.position - b.position
  };

  function groupName(entry, by) {
    if (by === "none") return "";
    const value = (entry.values[by] || [])[0];
    if (by === "year") return value === "undated" ? "–" : value;
    const option = value && form.querySelector('select[name="' + by + '"] option[value="' + CSS.escape(value) + '"]');
    return option ? option.dataset.label : form.dataset.other;
  }

  function restore() {
    home.forEach((place, at) => {
      let visible = 0;
      place.entries.forEach((element) => {
        place.list.append(element);
        if (!element.hidden) visible += 1;
      });
      sections[at].hidden = !visible;
    });
    results.hidden = true;
    results.textContent = "";
  }

  // Of a long list as many as stand on a page, and as many more each time they are asked for.
  function regroup(list, by, most) {
    const groups = new Map();
    list.slice(0, most).forEach((entry) => {
      const name = groupName(entry, by);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(entry.element);
    });
    results.textContent = "";
    groups.forEach((elements, name) => {
      const section = document.createElement("section");
      section.className = "by-year";
      const heading = document.createElement("h2");
      heading.textContent = name;
      if (!name) heading.className = "visually-hidden";
      if (!name) heading.textContent = form.dataset.papers;
      const list = document.createElement("ul");
      list.className = "entries";
      elements.forEach((element) => { list.append(element); });
      section.append(heading, list);
      results.append(section);
    });
    if (list.length > most) results.append(more(list, by, most));
    sections.forEach((section) => { section.hidden = true; });
    results.hidden = false;
  }

  function more(list, by, most) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = form.dataset.more;
    button.addEventListener("click", () => {
      regroup(list, by, most + size);
      const first = list[most].element.querySelector("a");
      if (first) first.focus();
    });
    const paragraph = document.createElement("p");
    paragraph.className = "more indent";
    paragraph.append(button);
    return paragraph;
  }

  // Shows what a state leaves, as soon as all papers are there.
  async function show(state) {
    if (complete || !address(state)) {
      showLeft(state);
      return;
    }
    reset.hidden = false;
    shown.textContent = form.dataset.loading;
    try {
      await loadAll();
      showLeft(readForm());
    } catch {
      shown.textContent = form.dataset.failed;
    }
  }

  function showLeft(state) {
    const left = entries.filter((entry) => {
      entry.element.hidden = !matches(entry, state);
      return !entry.element.hidden;
    });
    const sort = (state.sort || [""])[0];
    const group = (state.group || ["year"])[0];
    if (orders[sort] || group !== "year" || (scripts.length && address(state))) {
      if (orders[sort]) left.sort(orders[sort]);
      regroup(left, group, size);
    } else {
      restore();
    }
    const narrowed = left.length < entries.length;
    [jump, pager].forEach((links) => { if (links) links.hidden = Boolean(address(state)); });
    reset.hidden = !address(state);
    shown.textContent = narrowed ? say(form.dataset.shown, entries.length, { shown: left.length }) : "";
    if (complete) showCounts(state);
  }

  form.addEventListener("change", () => {
    const state = readForm();
    history.pushState(null, "", "#" + address(state));
    show(state);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    history.pushState(null, "", "#");
    fillForm({});
    show({});
    selects[0].focus();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); });
  // Back, Forward, and links with a state of their own. An address that names a place on the page is no state.
  window.addEventListener("popstate", () => {
    if (location.hash && location.hash.indexOf("=") < 0) return;
    fillForm(readAddress());
    show(readForm());
  });
  // Ticking papers, and taking them along.

  const bar = document.getElementById("ticked");
  const count = bar.querySelector(".ticked-count");
  const format = bar.querySelector("select");
  const status = bar.querySelector("[role=status]");
  const records = {};
  const files = {};

  function addTick(element, title) {
    const label = document.createElement("label");
    label.className = "tick";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", bar.dataset.tick.replace("{title}", () => title));
    box.addEventListener("change", showTicked);
    label.append(box);
    element.prepend(label);
    return box;
  }

  function ticked() {
    return entries.filter((entry) => entry.ticked.checked);
  }

  function showTicked() {
    const number = ticked().length;
    bar.hidden = !number;
    count.textContent = say(bar.dataset.count, number);
    status.textContent = "";
  }

  // Each format comes as a script for each page of the list, when it is first wanted. With the papers' records comes
  // what stands before the first, between two and after the last.
  window.scholarfolioExport = (name, some, before, between, after) => {
    records[name] = Object.assign(records[name] || {}, some);
    files[name] = (ids) => before + ids.map((id) => records[name][id]).join(between) + after;
  };

  function loadRecords(option) {
    const known = records[option.value] || {};
    const missing = ticked().filter((entry) => !known[entry.id]);
    const numbers = new Set(missing.map((entry) => Math.floor(entry.position / size) + 1));
    return Promise.all(Array.from(numbers, (number) => {
      return loadScript(number === 1 ? option.dataset.src : option.dataset.src.replace(/\.js$/, "~" + number + ".js"));
    }));
  }

  function markdown(entry) {
    const link = entry.element.querySelector("h2 a, h3 a, h4 a");
    const authors = entry.element.querySelector(".authors");
    const names = authors ? authors.textContent.replace(/\s+/g, " ").trim() : "";
    const parts = [names, "[" + entry.title + "](" + link.href + ")"];
    const year = entry.values.year[0];
    if (year !== "undated") parts.push(year);
    return "- " + parts.filter(Boolean).join(". ").replace(/\.\. /g, ". ") + ".";
  }

  function text(name) {
    const chosen = ticked();
    if (name === "markdown") return chosen.map(markdown).join("\n") + "\n";
    return files[name](chosen.map((entry) => entry.id));
  }

  async function takeAlong(act, option) {
    const name = option.value;
    try {
      if (name !== "markdown") await loadRecords(option);
      else if (!complete) await loadAll();
      if (act === "download") download(text(name), "papers" + option.dataset.suffix);
      else status.textContent = (await copy(text(name))) ? bar.dataset.done : bar.dataset.failed;
    } catch {
      status.textContent = bar.dataset.failed;
    }
  }

  function clear() {
    ticked().forEach((entry) => { entry.ticked.checked = false; });
    showTicked();
    selects[0].focus();
  }

  bar.addEventListener("click", (event) => {
    const act = event.target.dataset.act;
    if (act === "clear") clear();
    else if (act) takeAlong(act, format.selectedOptions[0]);
  });

  home.forEach((place) => { place.entries.forEach(addEntry); });
  const size = Number(form.dataset.size) || entries.length;
  if (location.hash.indexOf("=") > 0) {
    form.querySelector("details").open = true;
    fillForm(readAddress());
    show(readForm());
  }
  form.hidden = false;
})();
