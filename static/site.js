// What the pages can do beyond reading, and what their other scripts share. Every control is disabled in the HTML and
// enabled here once it works.
(() => {
  "use strict";

  // Words with a number in them, as pages write them: "one={n} paper|other={n} papers", a form for each plural category
  // of the language.
  const language = document.documentElement.lang;

  function inLanguage(make) {
    try {
      return make(language);
    } catch {
      return make("en");
    }
  }

  const plurals = inLanguage((tag) => new Intl.PluralRules(tag));
  const numbers = inLanguage((tag) => new Intl.NumberFormat(tag, { numberingSystem: "latn" }));

  function say(word, number, values) {
    const forms = {};
    word.split("|").forEach((form) => {
      const at = form.indexOf("=");
      forms[form.slice(0, at)] = form.slice(at + 1);
    });
    const form = forms[plurals.select(number)] || forms.other;
    const text = form.replace("{n}", numbers.format(number));
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = (values || {})[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  }

  // The colour scheme: automatic, light, dark, in turn; what differs from the site's own is remembered where allowed.
  const root = document.documentElement;
  const choices = ["auto", "light", "dark"];

  function remember(choice) {
    try {
      if (choice === (root.dataset.scheme || "auto")) localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch {
      // The choice holds for this page only.
    }
  }

  function show(button, choice) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    button.setAttribute("aria-label", button.dataset[choice]);
    button.title = button.dataset[choice];
  }

  document.querySelectorAll(".theme-toggle").forEach((button) => {
    show(button, root.dataset.theme || "auto");
    button.addEventListener("click", () => {
      const next = choices[(choices.indexOf(root.dataset.theme || "auto") + 1) % choices.length];
      show(button, next);
      remember(next);
    });
    button.disabled = false;
  });

  // What is too large for the page scrolls by itself; the keyboard has to reach it, too.
  const large = document.querySelectorAll("math, .prose table, .cite pre");

  function makeReachable() {
    large.forEach((element) => {
      const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
      if (scrolls) element.setAttribute("tabindex", "0");
      else element.removeAttribute("tabindex");
    });
  }

  makeReachable();
  window.addEventListener("resize", makeReachable);

  // Copying: the modern way, else the old one, which takes what is selected. Where neither is allowed, the text is left
  // selected for the reader, if an element of the page shows it. Promises whether the text was copied.
  async function copy(text, element) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return element ? copySelected(element) : copyUnshown(text);
    }
  }

  function copySelected(element) {
    const selection = getSelection();
    selection.selectAllChildren(element);
    const copied = document.execCommand("copy");
    if (copied) selection.removeAllRanges();
    return copied;
  }

  function copyUnshown(text) {
    const element = document.createElement("pre");
    element.textContent = text;
    document.body.append(element);
    const copied = copySelected(element);
    element.remove();
    return copied;
  }

  function download(text, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 10000);
  }

  document.querySelectorAll("button[data-save]").forEach((button) => {
    const source = document.querySelector(button.dataset.save);
    button.addEventListener("click", () => { download(source.textContent.trim() + "\n", button.dataset.name); });
    button.disabled = false;
  });

  document.querySelectorAll("button[data-copy]").forEach((button) => {
    const source = document.querySelector(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      const copied = await copy(source.textContent + "\n", source);
      status.textContent = copied ? button.dataset.done : button.dataset.failed;
      setTimeout(() => { status.textContent = ""; }, 4000);
    });
    button.disabled = false;
  });

  // What is loaded only when it is wanted comes as a script: scripts load from disk as well, where nothing can be
  // fetched. Scripts run in the order in which they are asked for.
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  window.scholarfolio = { say, copy, download, loadScript };
})();
