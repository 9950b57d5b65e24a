"""How to get hold of a traced function, and what to call it with."""
