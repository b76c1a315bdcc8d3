"""LaTeX as authors type it, read once and shown as HTML, plain text and LaTeX."""
