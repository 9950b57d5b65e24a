"""Which runs are made for which findings."""
