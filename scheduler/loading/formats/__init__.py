"""Exports of known systems: one file for each format, and what they share.

`known_formats.py` lists them. A reader answers with plain rows, or with the questions whose
answers the file does not hold; it never guesses.
"""
