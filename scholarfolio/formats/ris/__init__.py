"""RIS, written and read."""
