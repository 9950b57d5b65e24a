"""Findings judged from one run of the user's own program (``--run``)."""
