"""No sandbox: the worker runs as the user, with limits and a scrubbed environment only."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfguard.confirm.workers.sandbox.keeping import kept


@dataclass(frozen=True, slots=True)
class NoSandbox:
    """The worker runs as the user; what it starts ends with it, as far as the kernel helps."""

    name: str = "none"

    def home(self, scratch: str) -> str:
        """Give the folder as it is."""
        return scratch

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], home: str
    ) -> list[str]:
        """Give the worker's own command line; folders and environment are the parent's to set."""
        del readable, environment, home
        return kept(arguments) if sys.platform.startswith("linux") else list(arguments)

    def duties(self, readable: Sequence[str]) -> Mapping[str, object]:
        """Forbid nothing but what reaches other processes."""
        del readable
        return {}
