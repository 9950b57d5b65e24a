"""Eager only: code that needs a tensor's value while there is none yet."""
