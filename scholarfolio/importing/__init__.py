"""Importing: records from files, and a new site."""
