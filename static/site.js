// What the pages can do beyond reading. Every control is disabled in the HTML and enabled here once it works.
(function () {
  "use strict";

  // Words with a number in them, as pages write them: "one={n} paper|other={n} papers", a form for each plural category
  // of the language. The lists and the search say theirs with it, too.
  var language = document.documentElement.lang;

  function inLanguage(make) {
    try {
      return make(language);
    } catch (unknown) {
      return make("en");
    }
  }

  var plurals = inLanguage(function (tag) { return new Intl.PluralRules(tag); });
  var numbers = inLanguage(function (tag) { return new Intl.NumberFormat(tag, { numberingSystem: "latn" }); });

  window.scholarfolioSay = function (word, number, values) {
    var forms = {};
    word.split("|").forEach(function (form) {
      var at = form.indexOf("=");
      forms[form.slice(0, at)] = form.slice(at + 1);
    });
    var text = forms[plurals.select(number)] || forms.other;
    text = text.replace("{n}", numbers.format(number));
    return text.replace(/\{(\w+)\}/g, function (whole, name) {
      var value = (values || {})[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };

  // The colour scheme: automatic, light, dark, in turn; what differs from the site's own is remembered where allowed.
  var root = document.documentElement;
  var choices = ["auto", "light", "dark"];

  function remember(choice) {
    try {
      if (choice === (root.dataset.scheme || "auto")) localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch (blocked) {
      // The choice holds for this page only.
    }
  }

  function show(button, choice) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    button.setAttribute("aria-label", button.dataset[choice]);
    button.title = button.dataset[choice];
  }

  document.querySelectorAll(".theme-toggle").forEach(function (button) {
    show(button, root.dataset.theme || "auto");
    button.addEventListener("click", function () {
      var next = choices[(choices.indexOf(root.dataset.theme || "auto") + 1) % choices.length];
      show(button, next);
      remember(next);
    });
    button.disabled = false;
  });

  // What is too large for the page scrolls by itself; the keyboard has to reach it, too.
  var large = document.querySelectorAll("math, .prose table, .cite pre");

  function makeReachable() {
    large.forEach(function (element) {
      var scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
      if (scrolls) element.setAttribute("tabindex", "0");
      else element.removeAttribute("tabindex");
    });
  }

  makeReachable();
  window.addEventListener("resize", makeReachable);

  // Copying: the modern way, else the old one; where neither is allowed, the text is left selected for the reader.
  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copySelected(element) {
    select(element);
    var copied = false;
    try {
      copied = document.execCommand("copy");
    } catch (refused) {
      copied = false;
    }
    if (copied) getSelection().removeAllRanges();
    return copied;
  }

  function copy(element) {
    if (!navigator.clipboard) return Promise.resolve(copySelected(element));
    return navigator.clipboard.writeText(element.textContent + "\n").then(
      function () { return true; },
      function () { return copySelected(element); }
    );
  }

  document.querySelectorAll("button[data-save]").forEach(function (button) {
    var source = document.querySelector(button.dataset.save);
    button.addEventListener("click", function () {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([source.textContent.trim() + "\n"], { type: "text/plain;charset=utf-8" }));
      link.download = button.dataset.name;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
    button.disabled = false;
  });

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var source = document.querySelector(button.dataset.copy);
    var status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", function () {
      copy(source).then(function (copied) {
        status.textContent = copied ? button.dataset.done : button.dataset.failed;
        setTimeout(function () { status.textContent = ""; }, 4000);
      });
    });
    button.disabled = false;
  });
})();
