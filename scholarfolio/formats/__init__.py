"""Formats that papers are written in elsewhere, one module each: ``dumps`` writes a paper, ``loads`` reads a file."""
