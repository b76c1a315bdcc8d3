"""BibTeX and BibLaTeX, written and read."""
