"""A call is served by the trace of an earlier one, and returns another type of number than eagerly."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, show
from tfguard.confirm.repro.parts.driving import drive

PYTHON = {"bool": ("bool",), "int": ("int", "uint"), "float": ("float", "bfloat"), "complex": ("complex",)}


def main():
    """Let the code make its calls in both modes, and compare the types of what they return."""
    eager, graph = drive("eager"), drive("graph")
    shown = [[", ".join(call.types) for call in one.calls] for one in (eager, graph)]
    show("types of the results (eager | graph):", *shown)
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    pairs = list(zip(eager.calls, graph.calls))
    return conclude(any(not two.traces and not alike(one.types, two.types) for one, two in pairs))


def alike(eager, graph):
    """Compare types; a Python number becomes a tensor of its kind."""
    return len(eager) == len(graph) and all(
        one == two or two.startswith(PYTHON.get(one, ("-",))) for one, two in zip(eager, graph)
    )


def repro_argument(value):
    """Hand on the flagged argument."""
    return value
