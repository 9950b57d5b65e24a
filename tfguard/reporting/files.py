"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Callable
from typing import BinaryIO, TextIO


def write_file(path: str, write: Callable[[TextIO], None]) -> None:
    """Write a text file: whoever reads it meanwhile sees the old one or the new one, never a part.

    The text goes into a temporary file in the same folder, which then takes the name. A link keeps leading
    to the file that it led to, and a file keeps its mode. What is no regular file is written into: a named
    pipe, ``/dev/stderr``, the ``/dev/fd/63`` that a shell gives for ``>(program)``.

    Args:
        path: the file.
        write: gets an open stream (UTF-8, lines end with a newline alone) and writes the text.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # not for those who write no file

    if is_stream(path):
        with _text(
            open(path, "ab")
        ) as out:  # never from its beginning: it may be a file behind a redirection
            write(out)
        return
    target = os.path.realpath(path)
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".tfguard-", dir=os.path.dirname(target))
    except PermissionError:
        if mode is None:
            raise
        with _text(open(target, "wb")) as out:  # the file may be written, and its folder may not
            write(out)
        return
    try:
        with _text(open(descriptor, "wb")) as out:
            write(out)
        os.chmod(temporary, _new_mode() if mode is None else stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def is_stream(path: str) -> bool:
    """Whether a path names no file of its own, so that nothing can take its place."""
    if os.path.abspath(path).startswith("/dev/"):
        return True
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _text(file: BinaryIO) -> TextIO:
    return io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")


def _new_mode() -> int:
    """The mode that a new file would have: temporary ones are for their owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
