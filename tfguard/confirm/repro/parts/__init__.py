"""Pieces of the scripts that are saved; they are read as texts and imported by nothing."""
