"""A folder of results that changes all at once, with one run at a time."""
