"""Roster -> priced terms of the objective, cost per person and class, budget."""
