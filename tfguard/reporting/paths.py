"""How a path is shown: relative to where the user stands when it lies below, with ``/``."""

from __future__ import annotations

import os
from types import ModuleType

STDIN = "-"


def shown_path(path: str, base: str | None = None, *, on: ModuleType = os.path) -> str:
    """Give the form of a path that reports use.

    Args:
        path: a path in the platform's form, relative to the current directory or absolute.
        base: the directory to be relative to; the current one when None.
        on: the platform: ``os.path``, ``posixpath`` or ``ntpath``.

    Returns:
        The path with POSIX separators, relative when it lies below ``base`` (as the platform compares names:
        on Windows ``SRC`` is ``src``), else absolute.
    """
    base = os.getcwd() if base is None else base
    full: str = on.normpath(on.join(base, path))
    prefix = base if base.endswith(on.sep) else base + on.sep
    is_below = on.normcase(full).startswith(on.normcase(prefix))
    return (full[len(prefix) :] if is_below else full).replace(on.sep, "/")
