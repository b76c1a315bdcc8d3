"""Content: the author's files become checked records."""
