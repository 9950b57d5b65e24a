"""Exit codes, documented for users in ``docs/exit-codes.md``."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
FAILED = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class CannotRun(Exception):
    """The run cannot go on; the message is one line for the user, the exit code is ``FAILED``."""
