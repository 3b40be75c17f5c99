"""Files to rows that are sound by themselves, with the faults of those that are not."""
