"""Build: what changed is found out, what is outdated is rendered, and all moves into place at once."""
