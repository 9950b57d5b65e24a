"""What becomes of old entries, and what a user may ask of the cache."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tfguard.cache.place import is_private

MAX_TOTAL = 256 << 20  # bytes
MAX_UNUSED = 30 * 24 * 3600.0  # seconds
_INTERVAL = 24 * 3600.0  # seconds between two looks at everything
_MARK = "tidied"
_TEMPORARY = ".tmp"
_LEFT = 3600.0  # seconds after which nobody is still writing a temporary file


@dataclass(frozen=True, slots=True)
class Usage:
    """What the cache holds.

    Attributes:
        entries: how many.
        size: their bytes.
    """

    entries: int
    size: int


def usage(root: Path) -> Usage:
    """Count what is kept."""
    sizes = [size for path, size, _ in _files(root) if path.suffix != _TEMPORARY]
    return Usage(len(sizes), sum(sizes))


def clear(root: Path) -> Usage:
    """Remove everything that is kept; files that are not the cache's stay.

    Args:
        root: folder of the cache.

    Returns:
        What was removed.
    """
    removed = [size for path, size, _ in list(_files(root)) if _removed(path)]
    with contextlib.suppress(OSError):
        (root / _MARK).unlink()
    for kind in _folders(root):
        for part in _folders(kind):
            _remove_empty(part)
        _remove_empty(kind)
    return Usage(len(removed), sum(removed))


def tidy(root: Path, now: float | None = None) -> None:
    """Remove what was not used for 30 days, and the oldest of what is more than the limit; once a day.

    Args:
        root: folder of the cache.
        now: the time, for tests.
    """
    present = time.time() if now is None else now
    mark = root / _MARK
    try:
        if present - mark.stat().st_mtime < _INTERVAL:
            return
    except OSError:
        pass
    with contextlib.suppress(OSError):
        mark.touch(mode=0o600)
    left = 0
    for path, size, used in sorted(_files(root), key=lambda file: file[2], reverse=True):
        limit = _LEFT if path.suffix == _TEMPORARY else MAX_UNUSED
        if present - used > limit or left + size > MAX_TOTAL:
            _removed(path)
        else:
            left += size


def _files(root: Path) -> Iterator[tuple[Path, int, float]]:
    """Give the entries: ``kind/xx/rest.json``, with size and time of last use."""
    for kind in _folders(root):
        for part in _folders(kind):
            for entry in _scan(part):
                if entry.name.endswith((".json", _TEMPORARY)):
                    with contextlib.suppress(OSError):
                        found = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(found.st_mode):
                            yield Path(entry.path), found.st_size, found.st_mtime


def _folders(place: Path) -> list[Path]:
    if not is_private(place):
        return []
    return [Path(entry.path) for entry in _scan(place) if entry.is_dir(follow_symlinks=False)]


def _scan(place: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError:
        return []


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _remove_empty(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.rmdir()
