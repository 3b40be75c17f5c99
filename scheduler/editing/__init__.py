"""Rosters that somebody changed by hand: what was changed, in which cell, and how to keep it.

roster.xlsx --original--> Written --cells--> asked --filling, hand_edits--> EditedRoster
roster.csv  ------------------csv_edits------------------------------------/
"""
