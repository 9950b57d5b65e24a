"""What is flagged raises an error when the function is made or called, and the code runs without it."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said
from tfguard.confirm.repro.parts.raises import is_expected

WITHOUT = {}  # the flagged lines without what is flagged, by their distance from the mark


def main():
    """Run the code as it is written, and without what is flagged."""
    written, without = run("graph"), run("graph", WITHOUT)
    print("as it is written:", said(written.error))
    print("without what is flagged:", said(without.error))
    if written.error is None:
        return conclude(False)
    if not is_expected(written.error):
        return cannot_tell(written.error)
    if without.error is not None and without.step <= written.step:
        return cannot_tell(without.error)
    return conclude(True)


def repro_undecorated(function, *_, **__):
    """Stand for a decorator that is left out."""
    return function
