"""Captured state: Python values that a trace keeps though the program changes them, or that are too large."""
