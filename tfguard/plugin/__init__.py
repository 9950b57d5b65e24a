"""The Pylint plugin."""
