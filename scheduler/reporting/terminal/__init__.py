"""Progress and summary on a terminal."""
