"""Eager calls run, and the graph raises an error at the flagged line."""

from __future__ import annotations

import re

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, is_flagged, run, said

ERRORS = ("Exception",)
TEXT = ""
LINES = 1


def main():
    """Call the function eagerly and as a graph: only the graph raises the error."""
    eager, graph = run("eager"), run("graph")
    print("eagerly: {} calls, {}".format(len(eager.results), said(eager.error)))
    print("as a graph: {} calls, {}".format(len(graph.results), said(graph.error)))
    if eager.error is not None:
        return cannot_tell(eager.error)
    if graph.error is not None and not is_expected(graph.error):
        return cannot_tell(graph.error)
    return conclude(graph.error is not None)


def is_expected(error):
    """Tell whether an error is the one that this is about, and comes from the flagged line."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if not names & set(ERRORS) or re.search(TEXT, str(error), re.DOTALL) is None:
        return False
    return not LINES or is_flagged(error, LINES)
