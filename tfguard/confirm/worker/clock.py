"""The time that a run has taken: of the processor, which does not hang on what else the machine does."""

from __future__ import annotations

import time


class Clock:
    """Counts from where it is made.

    Args:
        longest: seconds by the clock on the wall after which all is over.
    """

    def __init__(self, longest: float) -> None:
        self._end = time.monotonic() + longest
        self._begun = time.process_time()

    def left(self) -> float:
        """Give the seconds on the wall until all is over; below 0 when it is."""
        return self._end - time.monotonic()

    def is_over(self, seconds: float) -> bool:
        """Tell whether some seconds of processor time have been used, or all is over."""
        return time.process_time() - self._begun > seconds or self.left() <= 0
