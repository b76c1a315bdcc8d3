"""Tracking: what each output was made from, and the store it is kept in."""
