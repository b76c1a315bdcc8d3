"""CSL-JSON, written and read."""
