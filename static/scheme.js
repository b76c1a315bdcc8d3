// Before anything is painted: the colour scheme that the reader chose on an earlier visit, else the site's own.
try {
  const scheme = localStorage.getItem("theme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
  else if (scheme === "auto") delete document.documentElement.dataset.theme;
} catch {
  // Storage may be closed to this page: the site's or the system's scheme it is.
}
