"""The pictures of the documentation, drawn by programs."""
