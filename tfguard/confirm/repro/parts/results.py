"""The same calls return something else as a graph, and the same when the flagged line is another."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said, same, show

OTHERWISE = {}  # the flagged line in another form, by its distance from the mark
BOTH = False  # whether the other form changes what eager calls return, too
HOW = "with the flagged line mended"


def main():
    """Compare what the calls return: eagerly, as a graph, and with the flagged line in another form."""
    eager, graph, other = run("eager"), run("graph"), run("graph", OTHERWISE)
    expected = run("eager", OTHERWISE) if BOTH else eager
    show("results (eager | graph | graph {}):".format(HOW), *(
        padded(one, eager) for one in (eager, graph, other)
    ))  # fmt: skip
    if eager.error is not None:
        return cannot_tell(eager.error)
    if alike(eager, graph):
        return conclude(False)
    if not alike(expected, other):
        return cannot_tell("the results also differ {}".format(HOW))
    return conclude(True)


def padded(outcome, like):
    """Give results and the error that ended them, as many as another run has."""
    found = list(outcome.results) + ([said(outcome.error)] if outcome.error is not None else [])
    return found + ["-"] * (max(1, len(like.results)) - len(found))


def alike(one, other):
    """Tell whether two runs returned the same, or both failed."""
    if one.error is not None or other.error is not None:
        return one.error is not None and other.error is not None
    return same(one.results, other.results)
