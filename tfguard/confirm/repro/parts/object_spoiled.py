"""The object is made, and holds a tensor without a value from then on; or a traced constructor fails."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import KEPT, cannot_tell, conclude, is_symbolic, run, said
from tfguard.confirm.repro.parts.raises import is_expected


def main():
    """Make the object eagerly and as a graph, and look at its attributes."""
    eager = run("eager")
    sound = spoiled()
    graph = run("graph")
    broken = spoiled()
    print("eagerly:", said(eager.error), "| attributes without a value:", ", ".join(sound) or "none")
    print("as a graph:", said(graph.error), "| attributes without a value:", ", ".join(broken) or "none")
    if eager.error is not None and not eager.step:
        return cannot_tell(eager.error)
    if graph.error is not None and not broken and not is_expected(graph.error):
        return cannot_tell(graph.error)
    return conclude(bool(broken and not sound) or graph.error is not None)


def spoiled():
    """Name the attributes of the objects made that hold a tensor of a graph."""
    fields = [field for made in KEPT for field in getattr(made, "__dict__", {}).items()]
    return [name for name, value in fields if is_symbolic(value)]
