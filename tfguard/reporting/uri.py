"""A path as a URI reference (RFC 3986), as SARIF wants places to be named."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

_DRIVE = re.compile(r"/*([A-Za-z]:)(/.*)?", re.DOTALL)


def path_uri(shown: str, *, windows: bool = os.name == "nt") -> str:
    """Give the URI of a path.

    Args:
        shown: a path as :func:`tfguard.reporting.paths.shown_path` gives it: relative or absolute, with
            ``/`` between its parts.
        windows: whether ``C:`` is a drive and ``//server`` a machine; elsewhere they are names.

    Returns:
        ``src/a%20b.py`` for a relative path, ``file:///home/a.py``, ``file:///C:/a.py`` or
        ``file://server/share/a.py`` for an absolute one. A file name that is no text is given by its bytes.
    """
    if windows:
        drive = _DRIVE.fullmatch(shown)
        if drive is not None:
            return f"file:///{drive[1]}{_quoted(drive[2] or '/')}"
        if shown.startswith("//"):
            return f"file:{_quoted(shown)}"
    if shown.startswith("/"):
        return f"file:///{_quoted(shown.lstrip('/'))}"
    return _quoted(shown)


def folder_uri(folder: str) -> str:
    """Give the URI of a folder: it ends with ``/``, so that relative URIs are resolved in it.

    Args:
        folder: an absolute path in the platform's form.
    """
    return path_uri(f"{folder.replace(os.sep, '/').rstrip('/')}/")


def _quoted(path: str) -> str:
    """Encode all but letters, digits, ``/`` and ``-._~``: a colon could be taken for the end of a scheme."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # surrogates that stand for no byte of a file's name
        return quote(path.encode("utf-8", "surrogatepass"))
