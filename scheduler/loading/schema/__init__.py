"""Every column and key: its description, unit, limits, default and source."""
