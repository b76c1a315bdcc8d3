"""Catalog: records sorted, grouped and related, and the list of the outputs that follow from them."""
