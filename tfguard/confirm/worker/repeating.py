"""Whether a run would go the same way again: then, and only then, its report may be kept.

It would not where time or memory decided, where it was refused something, and where it looked at more of the
machine than the installed packages and what it was given.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_SYSTEM = ("/usr/", "/lib", "/bin/", "/etc/", "/dev/", "/proc/", "/sys/")
_OUTSIDE = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
)
_EXHAUSTED = frozenset(("MemoryError", "ResourceExhaustedError", "SlowAttempt"))


class Outlook:
    """Notes what a run depends on; for a process of its own only.

    Args:
        folder: the child's own.

    Attributes:
        outside: whether something was looked at that may be another thing next time.
        hurried: whether some part of the run was ended for want of time.
    """

    def __init__(self, folder: str) -> None:
        self.outside = False
        self.hurried = False
        packages = [
            entry for entry in sys.path if os.path.basename(entry) in ("site-packages", "dist-packages")
        ]
        # This package's files are read for tracebacks; what they say is a part of the cache's keys.
        own = os.path.dirname(os.path.abspath(__file__))
        roots = {folder, own, sys.prefix, sys.base_prefix, sys.exec_prefix, *packages}
        roots.update([os.path.realpath(root) for root in roots])
        self._inside = (*_SYSTEM, *(root.rstrip(os.sep) + os.sep for root in roots), folder)

    def watch(self) -> None:
        """Begin to look at what is opened."""
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path = arguments[0] if arguments else ""
            if isinstance(path, bytes):
                path = os.fsdecode(path)
            if isinstance(path, str) and os.path.isabs(path) and not path.startswith(self._inside):
                self.outside = True
        elif event in _OUTSIDE:
            self.outside = True

    def is_lasting(self, report: dict[str, Any]) -> bool:
        """Tell whether a report would be the same again.

        Args:
            report: that of the run.
        """
        if self.outside or self.hurried or report.get("stopped") == "time":
            return False
        error = report.get("error") or {}
        names = {str(error.get("type")), *map(str, error.get("classes", ()))}
        if names & _EXHAUSTED or ("OSError" in names and "FileNotFoundError" not in names):
            return False
        refused = _names_below(OSError) | _EXHAUSTED
        reasons = {str(why).partition(":")[0] for why in report.get("stubs_made", {}).values()}
        return not reasons & refused


def _names_below(kind: type) -> set[str]:
    """Name a class of errors and those below it, but that of files which are not there."""
    found = {kind.__name__}
    subclasses: list[type] = kind.__subclasses__()
    for below in subclasses:
        if below is not FileNotFoundError:
            found |= _names_below(below)
    return found
