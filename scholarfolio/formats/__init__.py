"""Formats that papers are written in elsewhere. Each is a module of its own and one row of the registry."""
