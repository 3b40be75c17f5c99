"""Numbered versions of a week: published, replayed and compared."""
