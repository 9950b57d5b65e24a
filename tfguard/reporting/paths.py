"""How a path is shown: relative to where the user stands when it lies below, with ``/``."""

from __future__ import annotations

import os

STDIN = "-"


def shown_path(path: str, base: str | None = None) -> str:
    """Give the form of a path that reports use.

    Args:
        path: a path in the platform's form, relative to the current directory or absolute.
        base: the directory to be relative to; the current one when None.

    Returns:
        The path with POSIX separators, relative when it lies below ``base``, else absolute.
    """
    base = os.getcwd() if base is None else base
    full = os.path.normpath(os.path.join(base, path))
    prefix = base if base.endswith(os.sep) else base + os.sep
    shown = full.removeprefix(prefix) if full.startswith(prefix) else full
    return shown.replace(os.sep, "/")
