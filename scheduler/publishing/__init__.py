"""What people are told: numbered versions of a week, what changed between them and why."""
