// Before anything is painted: the colour scheme that the reader chose on an earlier visit.
try {
  var scheme = localStorage.getItem("theme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
} catch (blocked) {
  // Storage may be closed to this page: the system's scheme it is.
}
