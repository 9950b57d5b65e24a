"""Keeps what goes wrong in the hook from the user's program, and writes it down for tfguard."""

from __future__ import annotations

import os
import sys
from typing import Any, Callable

MOST = 20


class Trouble:
    """What went wrong in this process.

    Args:
        reports: folder that it is written into.
    """

    def __init__(self, reports: str) -> None:
        self._reports = reports
        self.count = 0

    def guarded(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Call something of the hook's; give None when it fails."""
        try:
            return call(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not the program's
            self.note(error)
            return None

    def note(self, error: BaseException) -> None:
        """Write an error down."""
        self.count += 1
        if self.count > MOST:
            return
        try:
            path = os.path.join(self._reports, "trouble-" + str(os.getpid()))
            traceback = error.__traceback__
            while traceback is not None and traceback.tb_next is not None:
                traceback = traceback.tb_next
            line = traceback.tb_lineno if traceback is not None else 0
            name = traceback.tb_frame.f_code.co_filename if traceback is not None else ""
            where = os.path.basename(name) + ":" + str(line)
            text = type(error).__name__ + ": " + str(error)[:500] + " (" + where + ")\n"
            with open(path, "a", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except Exception:  # noqa: BLE001, S110 - nothing is left that could be tried
            pass


def python_says() -> str:
    """Give the version of Python, for the report."""
    return ".".join(str(part) for part in sys.version_info[:3])
