"""What a run found, in figures and in words, for every form of report."""
