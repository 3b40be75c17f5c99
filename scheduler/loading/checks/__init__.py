"""Faults that lie between files: a name that another file does not have."""
