"""One labour rule, one file."""
