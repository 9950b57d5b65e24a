"""Patterns of the configuration: gitignore's syntax, relative to the directory of the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence


def matcher(patterns: Sequence[str], root: str) -> Callable[[str, bool], bool]:
    """Compile patterns.

    Args:
        patterns: gitignore patterns.
        root: the directory they are relative to.

    Returns:
        A function of a path and whether it is a directory: does one of the patterns match? Paths outside
        ``root`` never do.
    """
    if not patterns:
        return lambda _path, _is_directory: False
    from pathspec import GitIgnoreSpec  # only projects with patterns pay for it

    spec = GitIgnoreSpec.from_lines(patterns)

    def matches(path: str, is_directory: bool) -> bool:
        try:
            relative = os.path.relpath(path, root)
        except ValueError:  # another drive on Windows
            return False
        if relative == os.pardir or relative.startswith(os.pardir + os.sep):
            return False
        return bool(spec.match_file(relative + os.sep if is_directory else relative))

    return matches
