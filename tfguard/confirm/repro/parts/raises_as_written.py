"""The code, as it is written, raises an error at the flagged line."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said
from tfguard.confirm.repro.parts.raises import is_expected


def main():
    """Run the code."""
    outcome = run("graph")
    print("the code was run:", said(outcome.error))
    if outcome.error is not None and not is_expected(outcome.error):
        return cannot_tell(outcome.error)
    return conclude(outcome.error is not None)
