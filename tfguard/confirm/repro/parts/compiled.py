"""XLA's results are others than eager ones; those of the same graph without XLA are not."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, same, show
from tfguard.confirm.repro.parts.without_xla import without_xla


def main():
    """Compare what the calls return: eagerly, compiled by XLA, and as a graph that is not compiled."""
    eager, compiled = run("eager"), run("graph")
    graph = without_xla(run)
    show("results (eager | compiled | graph):", eager.results, compiled.results, graph.results)
    for one in (eager, compiled, graph):
        if one.error is not None:
            return cannot_tell(one.error)
    if not same(eager.results, graph.results):
        return cannot_tell("the results differ without XLA too")
    return conclude(not same(eager.results, compiled.results))
