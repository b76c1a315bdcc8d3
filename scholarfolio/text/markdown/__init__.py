"""Markdown as authors type it, shown as HTML and plain text."""
