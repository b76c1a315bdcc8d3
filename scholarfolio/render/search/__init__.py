"""Search: the index that a browser searches."""
