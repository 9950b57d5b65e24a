"""Looks at the folders that a run has filled, and removes them, whatever it has made of them."""

from __future__ import annotations

import os
from typing import Iterator

MAX_BYTES = 256 << 20
MAX_ENTRIES = 10000


def is_large(folder: str) -> bool:
    """Tell whether more was written below a folder than any experiment needs."""
    size = entries = 0
    for entry in _entries(folder):
        entries += 1
        try:
            # Blocks, not lengths: a file with holes takes no room.
            size += entry.stat(follow_symlinks=False).st_blocks * 512
        except (OSError, AttributeError):
            continue
        if size > MAX_BYTES or entries > MAX_ENTRIES:
            return True
    return False


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    queue = [folder]
    while queue:
        try:
            with os.scandir(queue.pop()) as inside:
                for entry in inside:
                    yield entry
                    if entry.is_dir(follow_symlinks=False):
                        queue.append(entry.path)
        except OSError:
            continue  # taken away meanwhile, or its permissions


def remove_tree(folder: str) -> None:
    """Remove a folder and what it holds, as far as that is allowed.

    Nothing here gets deeper with the tree: folders inside are moved to the top before they are emptied, so
    that neither a path nor a stack grows with what a run has nested.
    """
    queue = [folder]
    moved = 0
    while queue:
        current = queue.pop()
        for entry in _listed(current):
            if not entry.is_dir(follow_symlinks=False):
                _quietly(os.unlink, entry.path)
                continue
            if _quietly(os.rmdir, entry.path):
                continue
            _quietly(os.chmod, entry.path, 0o700)
            moved += 1
            name = os.path.join(folder, ".removed-" + str(os.getpid()) + "-" + str(moved))
            if _quietly(os.rename, entry.path, name):
                queue.append(name)
        if current != folder:
            _quietly(os.rmdir, current)
    _quietly(os.rmdir, folder)


def empty(folder: str) -> None:
    """Remove what a folder holds; see :func:`remove_tree`."""
    for entry in _listed(folder):
        if entry.is_dir(follow_symlinks=False):
            _quietly(os.chmod, entry.path, 0o700)
            remove_tree(entry.path)
        else:
            _quietly(os.unlink, entry.path)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as inside:
            return list(inside)
    except OSError:
        return []


def _quietly(action: object, *arguments: object) -> bool:
    try:
        action(*arguments)  # type: ignore[operator]
    except OSError:
        return False
    return True
