"""Scenario, requirements and rules -> roster with a proven bound; the only home of ortools."""
