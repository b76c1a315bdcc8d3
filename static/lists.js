// The list of papers: narrowing, sorting, grouping, and taking ticked papers along. The state lives in the address
// after "#", so that it can be linked, and so that Back undoes it. Without this script the whole list is there.
(function () {
  "use strict";

  var form = document.getElementById("filters");
  if (!form) return;
  var say = window.scholarfolioSay; // site.js stands before this script

  // The list as it was written: sections of entries, to go back to.
  var sections = Array.from(document.querySelectorAll(".by-year"));
  var home = sections.map(function (section) {
    return { list: section.querySelector(".entries"), entries: Array.from(section.querySelectorAll(".entry")) };
  });
  var jump = document.querySelector(".jump");
  var entries = [];
  home.forEach(function (place) {
    place.entries.forEach(function (element) {
      var values = JSON.parse(element.dataset.values);
      var title = element.querySelector("h2, h3, h4").textContent.trim();
      entries.push({ element: element, values: values, title: title, position: entries.length, ticked: null });
    });
  });
  var results = document.createElement("div");
  results.className = "regrouped";
  results.hidden = true;
  if (sections.length) sections[0].before(results);

  var selects = Array.from(form.querySelectorAll("select"));
  var facets = selects.filter(function (select) { return select.name !== "sort" && select.name !== "group"; });
  var flags = Array.from(form.querySelectorAll("input[name=has]"));
  var reset = form.querySelector("button[type=reset]");
  var shown = document.getElementById("shown");

  // The state: what is chosen, by name; flags as a list.

  function readForm() {
    var state = {};
    selects.forEach(function (select) { if (select.value) state[select.name] = [select.value]; });
    var on = flags.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    if (on.length) state.has = on;
    return state;
  }

  function readAddress() {
    var state = {};
    new URLSearchParams(location.hash.slice(1)).forEach(function (value, name) {
      (state[name] = state[name] || []).push(value);
    });
    return state;
  }

  function address(state) {
    var words = new URLSearchParams();
    Object.keys(state).forEach(function (name) {
      state[name].forEach(function (value) { words.append(name, value); });
    });
    return words.toString();
  }

  function fillForm(state) {
    selects.forEach(function (select) {
      select.value = (state[select.name] || [""])[0];
      if (select.selectedIndex < 0) select.value = "";
    });
    flags.forEach(function (box) { box.checked = (state.has || []).indexOf(box.value) >= 0; });
  }

  // Which entries are left, and how many each further choice would leave.

  function has(entry, name, value) {
    return (entry.values[name] || []).indexOf(value) >= 0;
  }

  function matches(entry, state, except) {
    return facets.every(function (select) {
      return select.name === except || !state[select.name] || has(entry, select.name, state[select.name][0]);
    }) && (state.has || []).every(function (flag) { return has(entry, "has", flag); });
  }

  function tally(list, name) {
    var counts = new Map();
    list.forEach(function (entry) {
      (entry.values[name] || []).forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
    });
    return counts;
  }

  function showCounts(state) {
    facets.forEach(function (select) {
      var left = entries.filter(function (entry) { return matches(entry, state, select.name); });
      var counts = tally(left, select.name);
      Array.from(select.options).forEach(function (option) {
        if (!option.value) return;
        var count = counts.get(option.value) || 0;
        option.textContent = option.dataset.label + " (" + count + ")";
        option.disabled = !count && !option.selected;
      });
    });
    var counts = tally(entries.filter(function (entry) { return matches(entry, state); }), "has");
    flags.forEach(function (box) {
      var words = box.parentElement.querySelector("[data-label]");
      words.textContent = words.dataset.label + " (" + (counts.get(box.value) || 0) + ")";
    });
  }

  // Showing them.

  var orders = {
    oldest: function (a, b) { return b.position - a.position; },
    title: function (a, b) { return a.title.localeCompare(b.title, document.documentElement.lang); },
    citations: function (a, b) { return b.values.citations - a.values.citations || a.position - b.position; }
  };

  function groupName(entry, by) {
    if (by === "none") return "";
    var value = (entry.values[by] || [])[0];
    if (by === "year") return value === "undated" ? "–" : value;
    var option = value && form.querySelector('select[name="' + by + '"] option[value="' + CSS.escape(value) + '"]');
    return option ? option.dataset.label : form.dataset.other;
  }

  function restore() {
    home.forEach(function (place, at) {
      var visible = 0;
      place.entries.forEach(function (element) {
        place.list.append(element);
        if (!element.hidden) visible += 1;
      });
      sections[at].hidden = !visible;
    });
    results.hidden = true;
    results.textContent = "";
  }

  function regroup(list, by) {
    var groups = new Map();
    list.forEach(function (entry) {
      var name = groupName(entry, by);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(entry.element);
    });
    results.textContent = "";
    groups.forEach(function (elements, name) {
      var section = document.createElement("section");
      section.className = "by-year";
      var heading = document.createElement("h2");
      heading.textContent = name;
      if (!name) heading.className = "visually-hidden";
      if (!name) heading.textContent = form.dataset.papers;
      var list = document.createElement("ul");
      list.className = "entries";
      elements.forEach(function (element) { list.append(element); });
      section.append(heading, list);
      results.append(section);
    });
    sections.forEach(function (section) { section.hidden = true; });
    results.hidden = false;
  }

  function show(state) {
    var left = entries.filter(function (entry) {
      entry.element.hidden = !matches(entry, state);
      return !entry.element.hidden;
    });
    var sort = (state.sort || [""])[0];
    var group = (state.group || ["year"])[0];
    if (orders[sort] || group !== "year") {
      if (orders[sort]) left.sort(orders[sort]);
      regroup(left, group);
    } else {
      restore();
    }
    var narrowed = left.length < entries.length;
    if (jump) jump.hidden = Boolean(address(state));
    reset.hidden = !address(state);
    shown.textContent = narrowed ? say(form.dataset.shown, entries.length, { shown: left.length }) : "";
    showCounts(state);
  }

  form.addEventListener("change", function () {
    var state = readForm();
    history.pushState(null, "", "#" + address(state));
    show(state);
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    history.pushState(null, "", "#");
    fillForm({});
    show({});
    selects[0].focus();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // Back, Forward, and links with a state of their own. An address that names a place on the page is no state.
  window.addEventListener("popstate", function () {
    if (location.hash && location.hash.indexOf("=") < 0) return;
    fillForm(readAddress());
    show(readForm());
  });
  if (location.hash.indexOf("=") > 0) {
    form.querySelector("details").open = true;
    fillForm(readAddress());
    show(readForm());
  }
  form.hidden = false;

  // Ticking papers, and taking them along.

  var bar = document.getElementById("ticked");
  var count = bar.querySelector(".ticked-count");
  var format = bar.querySelector("select");
  var status = bar.querySelector("[role=status]");
  var texts = {};

  entries.forEach(function (entry) {
    var label = document.createElement("label");
    label.className = "tick";
    var box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", bar.dataset.tick.replace("{title}", function () { return entry.title; }));
    box.addEventListener("change", showTicked);
    label.append(box);
    entry.ticked = box;
    entry.element.prepend(label);
  });

  function ticked() {
    return entries.filter(function (entry) { return entry.ticked.checked; });
  }

  function showTicked() {
    var number = ticked().length;
    bar.hidden = !number;
    count.textContent = say(bar.dataset.count, number);
    status.textContent = "";
  }

  // Scripts may be loaded from disk, files may not be fetched: so each format comes as a script, when first wanted.
  window.scholarfolioExport = function (name, byPaper) {
    texts[name] = byPaper;
  };

  function load(option) {
    if (texts[option.value] || option.value === "markdown") return Promise.resolve();
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = option.dataset.src;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function markdown(entry) {
    var link = entry.element.querySelector("h2 a, h3 a, h4 a");
    var authors = entry.element.querySelector(".authors");
    var parts = [authors ? authors.textContent.replace(/\s+/g, " ").trim() : "", "[" + entry.title + "](" + link.href + ")"];
    var year = entry.values.year[0];
    if (year !== "undated") parts.push(year);
    return "- " + parts.filter(Boolean).join(". ").replace(/\.\. /g, ". ") + ".";
  }

  function text(name) {
    var chosen = ticked();
    if (name === "markdown") return chosen.map(markdown).join("\n") + "\n";
    var parts = chosen.map(function (entry) { return texts[name][entry.values.id[0]]; });
    if (name !== "csl-json") return parts.join("\n");
    // CSL-JSON is one list of items; the others are entries one after another
    return JSON.stringify([].concat.apply([], parts.map(function (part) { return JSON.parse(part); })), null, 1) + "\n";
  }

  function download(name, suffix) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text(name)], { type: "text/plain;charset=utf-8" }));
    link.download = "papers" + suffix;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function copy(words) {
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    var area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    var copied = document.execCommand("copy");
    area.remove();
    return copied ? Promise.resolve() : Promise.reject();
  }

  bar.addEventListener("click", function (event) {
    var act = event.target.dataset.act;
    if (!act) return;
    if (act === "clear") {
      ticked().forEach(function (entry) { entry.ticked.checked = false; });
      showTicked();
      selects[0].focus();
      return;
    }
    var option = format.options[format.selectedIndex];
    load(option).then(function () {
      if (act === "download") return download(option.value, option.dataset.suffix);
      return copy(text(option.value)).then(function () { status.textContent = bar.dataset.done; });
    }).catch(function () { status.textContent = bar.dataset.failed; });
  });
})();
