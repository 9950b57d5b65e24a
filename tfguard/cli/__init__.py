"""The command line: options, and the order in which the other packages are called."""
