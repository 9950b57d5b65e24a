"""Where the cache is: one private folder of the user's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

VARIABLE = "TFGUARD_CACHE_DIR"


def folder() -> Path:
    """Name the cache's folder: the platform's place for caches, or what ``TFGUARD_CACHE_DIR`` says."""
    said = os.environ.get(VARIABLE)
    if said:
        return Path(said).absolute()
    from platformdirs import user_cache_path  # noqa: PLC0415 - loaded only where it is needed

    return user_cache_path("tfguard", appauthor=False)


def is_private(place: Path) -> bool:
    """Tell whether a folder is there and nobody else can put something into it."""
    try:
        found = place.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True  # Windows: the folder lies in the user's profile
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def made_private(place: Path) -> bool:
    """Make a folder where there is none; tell whether it can be used."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return is_private(place)
