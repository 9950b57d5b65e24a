"""The example project behind ``tfguard demo``."""
