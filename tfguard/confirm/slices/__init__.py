"""Which code an experiment runs: the part of the user's files that it needs."""
