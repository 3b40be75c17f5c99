"""Sound rows to the parts of a Scenario."""
