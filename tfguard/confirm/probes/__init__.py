"""What is put into that code, to see what happens at a flagged place."""
