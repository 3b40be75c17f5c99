"""Roster -> findings, in plain arithmetic; never sees the solver."""
