"""From what the runs showed to a verdict."""
