"""What happens between the calls of traced functions: who calls them, with what, what changes meanwhile."""
