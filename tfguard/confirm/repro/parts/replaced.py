"""Code that nothing traces replaces what a trace has captured: the graph goes on with the old one."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, said, same, show
from tfguard.confirm.repro.parts.driving import drive

WITHOUT = {}  # the flagged line left out


def main():
    """Let the code make its calls in both modes, as it is and without the flagged line."""
    eager, graph = drive("eager"), drive("graph")
    returned = [[call.results or "-" for call in one.calls] for one in (eager, graph)]
    show("returned (eager | graph):", *returned)
    if graph.error is not None:
        print("as a graph:", said(graph.error))
    if eager.error is not None or not eager.calls:
        return cannot_tell(eager.error or "the code makes no calls")
    if not agree(drive("eager", changed=WITHOUT), drive("graph", changed=WITHOUT)):
        return cannot_tell("the modes differ without the flagged line, too")
    return conclude(not agree(eager, graph))


def agree(eager, graph):
    """Tell whether both modes made the same calls and got the same from them."""
    if eager.error is not None or graph.error is not None or len(eager.calls) != len(graph.calls):
        return False
    return all(same(one.results, other.results) for one, other in zip(eager.calls, graph.calls))
