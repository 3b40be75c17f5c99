"""The budget office: the budget of a year, FTE by rostering, contacts handled."""
