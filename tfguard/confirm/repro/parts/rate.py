"""The learning rate stays what it was when the flagged attribute is assigned, in both modes."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude
from tfguard.confirm.repro.parts.driving import Enough, drive

ASSIGNED = []
OPEN = []


def main():
    """Let the code assign the rate in both modes, and read what became of it."""
    moved = []
    for mode in ("eager", "graph"):
        ASSIGNED.clear()
        driven = drive(mode)
        for before, wanted, after in ASSIGNED[:6]:
            print("{}: the rate was {:g}, {:g} was assigned, it is {:g}".format(mode, before, wanted, after))
        if driven.error is not None or not ASSIGNED:
            return cannot_tell(driven.error or "nothing was assigned")
        moved += [after == wanted for _, wanted, after in ASSIGNED]
    return conclude(not any(moved))


def repro_start(optimizer):
    """The rate of an optimizer is about to be assigned."""
    OPEN.append((optimizer, float(optimizer.learning_rate)))


def repro_stop():
    """The rate was assigned."""
    optimizer, before = OPEN.pop()
    ASSIGNED.append((before, float(optimizer.lr), float(optimizer.learning_rate)))
    if len(ASSIGNED) > 5:
        raise Enough
