"""The flagged line raises the same error in both modes, and runs when it is written as it should be."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said
from tfguard.confirm.repro.parts.raises import is_expected

MENDED = {}  # the flagged line as it should be, by its distance from the mark


def main():
    """Call the function in both modes, and once more with the flagged line mended."""
    eager, graph = run("eager"), run("graph")
    print("eagerly:", said(eager.error))
    print("as a graph:", said(graph.error))
    mended = run("graph", MENDED) if MENDED else None
    if mended is not None:
        print("mended, as a graph:", said(mended.error))
        if mended.error is not None:
            return cannot_tell(mended.error)
    errors = [one.error for one in (eager, graph) if one.error is not None]
    if any(not is_expected(error) for error in errors):
        return cannot_tell(errors[0])
    return conclude(len(errors) == 2)
