"""What of the system a worker has to read."""

from __future__ import annotations

import os
from collections.abc import Sequence


def system_folders() -> list[str]:
    """Shared libraries and what the C library reads; no other part of ``/etc``."""
    names = (
        "/usr",
        "/lib",
        "/lib32",
        "/lib64",
        "/bin",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/alternatives",
    )
    return [name for name in names if os.path.lexists(name)]


def below(path: str, folders: Sequence[str]) -> bool:
    """Tell whether a path is one of some folders or in one."""
    return any(path == folder or path.startswith(folder + "/") for folder in folders)
