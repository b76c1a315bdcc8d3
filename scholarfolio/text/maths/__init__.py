"""Formulas: found in text, and shown as MathML or as plain text."""
