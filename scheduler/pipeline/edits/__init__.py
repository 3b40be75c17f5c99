"""Rosters changed by hand: what the changes break and cost, and how a run keeps them."""
