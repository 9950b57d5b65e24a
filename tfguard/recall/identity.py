"""What a result depends on beside files: tfguard itself and the Python that runs it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache

import tfguard
from tfguard.recall.codec import Json, encoded
from tfguard.syntax.settings import Settings

# Nothing that they hold has a say in what is found.
_LEFT_OUT = frozenset(("__pycache__", "confirm", "demo", "examples", "plugin", "reporting"))


@cache
def identity() -> tuple[str, ...] | None:
    """Name tfguard (by what its files hold: rules, tables and all) and Python; None when that cannot be told.

    A version alone would not do: who works on a rule wants to see what it says now.
    """
    package = os.path.dirname(os.path.abspath(tfguard.__file__))
    whole = hashlib.blake2b(digest_size=20)
    try:
        for path in sorted(_files(package)):
            with open(path, "rb") as file:
                data = file.read()
            whole.update(
                f"{os.path.relpath(path, package)}\0{len(data)}\0".encode("utf-8", "surrogateescape")
            )
            whole.update(data)
    except OSError:  # in an archive, for example
        return None
    # Messages about syntax errors differ between patch releases, too.
    python = ".".join(map(str, sys.version_info[:3]))
    return tfguard.__version__, whole.hexdigest(), sys.implementation.name, python


def grounds(settings: Settings) -> dict[str, Json] | None:
    """Give what each result depends on beside files; None when that cannot be told.

    Args:
        settings: what the analysis depends on.
    """
    ours = identity()
    if ours is None:
        return None
    said = {one.name: encoded(getattr(settings, one.name)) for one in fields(settings)}
    return {"tfguard": list(ours), "settings": said}


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _LEFT_OUT:
                    yield from _files(entry.path)
            else:
                yield entry.path
