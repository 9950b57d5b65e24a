"""A store of JSON values on the disk.

Nothing that goes wrong with it is an error: what cannot be read is not there, what cannot be written is not
kept. Entries are written beside their place and moved there, so that runs at the same time see whole ones.
They are JSON and nothing else: an entry is data, whoever wrote it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tfguard.cache.place import folder, is_private, made_private
from tfguard.cache.upkeep import tidy

SUFFIX = ".json"
MAX_BYTES = 4 << 20  # of an entry, where nobody says otherwise
_FRESH = 24 * 3600.0  # seconds in which a second use need not be written down


def key_of(parts: Mapping[str, object]) -> str:
    """Give the key of what depends on some parts, and on nothing else.

    Args:
        parts: JSON values by name.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class Store:
    """Values of one kind, by key.

    Args:
        kind: name of the folder that holds them.
        root: folder of the cache; that of the user when not given.
        max_bytes: larger entries are not kept.
    """

    def __init__(self, kind: str, root: Path | None = None, max_bytes: int | None = None) -> None:
        self.root = root if root is not None else folder()
        self._max_bytes = max_bytes if max_bytes is not None else MAX_BYTES
        self._kind = kind
        self._usable: bool | None = None
        self._wrote = False

    def get(self, key: str) -> object:
        """Give what was kept, or None."""
        if not is_private(self.root):
            return None
        path = self._path(key)
        try:
            text = _read(path, self._max_bytes)
            entry = json.loads(text) if text is not None else None
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(entry, dict) or entry.get("key") != key:
            return None
        _note_use(path)
        return entry.get("value")

    def put(self, key: str, value: object) -> None:
        """Keep a value, if that can be done."""
        if self._usable is None:
            self._usable = made_private(self.root)
        if not self._usable:
            return
        data = json.dumps({"key": key, "value": value}, ensure_ascii=True).encode("ascii")
        if len(data) > self._max_bytes:
            return
        try:
            _write(self._path(key), data)
            self._wrote = True
        except OSError:
            self._usable = False  # full, or read-only: no use to try again in this run

    def close(self) -> None:
        """End a run: what has not been used for long, and what is too much, is thrown away now and then."""
        if self._wrote:
            tidy(self.root)

    def _path(self, key: str) -> Path:
        return self.root / self._kind / key[:2] / (key[2:] + SUFFIX)


def _read(path: Path, limit: int) -> bytes | None:
    """Read a regular file that is not too large."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
            return None
        return file.read(limit + 1)


def _write(path: Path, data: bytes) -> None:
    for place in (path.parent.parent, path.parent):
        place.mkdir(mode=0o700, exist_ok=True)
    # Made for the user alone (0600).
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _note_use(path: Path) -> None:
    """Let the entry's time say when it was used last."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > _FRESH:
            os.utime(path)
