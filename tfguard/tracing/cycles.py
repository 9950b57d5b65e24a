"""Values that depend on each other: where a computation runs into itself, and what may be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

_DEPTH = "depth"
RECOMPUTED = 2  # after so many incomplete tries a value is kept as it is


class Cycles:
    """The computations under way.

    What is computed while something it needs is under way itself is incomplete: keeping it would make
    the answer depend on which question came first.
    """

    def __init__(self) -> None:
        self._busy: set[Hashable] = set()
        self._met: set[Hashable] = set()
        self._tries: Counter[Hashable] = Counter()

    def meets(self, key: Hashable) -> bool:
        """Whether a computation is under way; that it was asked for is noted."""
        if key in self._busy:
            self._met.add(key)
            return True
        return False

    def ran_into(self, key: Hashable) -> bool:
        """Whether a computation under way asked for its own result since this was last asked."""
        if key in self._met:
            self._met.discard(key)
            return True
        return False

    def too_deep(self) -> None:
        """Note that a computation was given up for its depth."""
        self._met.add(_DEPTH)

    def computing(self, key: Hashable) -> Computing:
        """Mark a computation as under way."""
        return Computing(self, key)

    def begin(self, key: Hashable) -> None:
        """A computation begins."""
        self._busy.add(key)

    def end(self, key: Hashable) -> None:
        """A computation has ended."""
        self._busy.discard(key)
        self._met.discard(key)
        if not self._busy:
            self._met.clear()

    def complete(self, key: Hashable) -> bool:
        """Whether what was just computed for a key may be kept."""
        if not self._met:
            return True
        self._tries[key] += 1
        return self._tries[key] >= RECOMPUTED


class Computing:
    """One computation while it is under way.

    Args:
        cycles: the others.
        key: what is computed.
    """

    __slots__ = ("_cycles", "_key")

    def __init__(self, cycles: Cycles, key: Hashable) -> None:
        self._cycles, self._key = cycles, key

    def __enter__(self) -> None:
        self._cycles.begin(self._key)

    def __exit__(self, *error: object) -> None:
        self._cycles.end(self._key)
