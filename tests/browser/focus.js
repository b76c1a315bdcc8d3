// Where the focus is: its place among all stops of the page, its name, and what is wrong with how it shows itself.
(async function () {
  "use strict";

  if (!window.stops) {
    window.stops = Array.from(
      document.querySelectorAll("a[href], button, input, select, summary, video[controls], [tabindex='0']")
    ).filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  }
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;

  function fault() {
    const rings = [getComputedStyle(element), getComputedStyle(element, "::after")];
    if (!rings.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)) return "no ring";
    const box = Array.from(element.getClientRects()).find((one) => one.width && one.height) || element.getBoundingClientRect();
    const across = box.left + Math.min(box.width / 2, 40);
    const points = [[across, box.top + 3], [across, box.bottom - 3], [box.left + 3, box.top + box.height / 2]];
    const inside = points.filter((at) => at[0] >= 0 && at[1] >= 0 && at[0] < innerWidth && at[1] < innerHeight);
    if (inside.length < 2) return "outside the window";
    const covered = inside.some((at) => {
      const top = document.elementFromPoint(at[0], at[1]);
      const own = [element, ...(element.labels || [])];
      return top && !own.some((one) => one.contains(top)) && !top.contains(element);
    });
    return covered ? "covered" : "";
  }

  // Firefox scrolls to what has the focus with the next frame.
  if (fault()) await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const words = element.getAttribute("aria-label") || element.textContent;
  return { at: window.stops.indexOf(element), name: `${element.localName} ${words.trim().slice(0, 40)}`, fault: fault() };
})()
