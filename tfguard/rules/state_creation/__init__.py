"""State creation: variables, and objects that own them, made at the wrong time or replaced."""
