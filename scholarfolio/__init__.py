"""scholarfolio: an academic homepage from plain YAML, as static files."""

__version__ = "0.1.0"
