"""Render: one planned output becomes bytes."""
