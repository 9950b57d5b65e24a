"""How findings are shown: one small module a format, all reading the same :class:`Report`."""
