"""One call for each stage, and a run from end to end."""
