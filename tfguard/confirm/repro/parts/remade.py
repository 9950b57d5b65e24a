"""The flagged place makes a function again and again, and each is traced; with the first one kept, one is."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude
from tfguard.confirm.repro.parts.driving import CALLS, FIRST, KEEPING, Enough, drive

MADE = [0]
OFTEN = 6


def main():
    """Let the code make its functions, and once more with the first one kept."""
    MADE[0] = 0
    written = drive("graph")
    made = MADE[0]
    MADE[0] = 0
    kept = drive("graph", keep=True)
    print("made {} times, {} calls: {} traces".format(made, len(CALLS), written.traces))
    print("with the first one kept: {} traces".format(kept.traces))
    for one in (written, kept):
        if one.error is not None:
            return cannot_tell(one.error)
    twice = 2 if written.traces >= 2 * made else 1  # variables are made in an extra trace
    return conclude(made > 2 and written.traces >= made and 1 <= kept.traces <= twice)


def count():
    """Count what is made, up to a number that tells."""
    if MADE[0] >= OFTEN:
        raise Enough
    MADE[0] += 1


def repro_once(make):
    """Make a function; where the first one is kept, only once."""
    count()
    if not KEEPING[0]:
        return make()
    if "made" not in FIRST:
        FIRST["made"] = make()
    return FIRST["made"]


def repro_keep_first():
    """Decorate a definition: where the first one is kept, it is that one."""
    count()
    return lambda made: FIRST.setdefault("made", made) if KEEPING[0] else made
