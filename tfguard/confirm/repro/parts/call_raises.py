"""As a graph the flagged call raises an error before the function's body runs; eagerly it returns."""

from __future__ import annotations

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, said
from tfguard.confirm.repro.parts.driving import drive
from tfguard.confirm.repro.parts.raises import is_expected


def main():
    """Let the code make its calls eagerly and as a graph."""
    eager, graph = drive("eager"), drive("graph")
    print("eagerly: {} calls, {}".format(len(eager.calls), said(eager.error)))
    errors = [call.error for call in graph.calls if call.error is not None]
    print("as a graph: {} calls, {}".format(len(graph.calls), said(errors[0] if errors else graph.error)))
    if eager.error is not None:
        return cannot_tell(eager.error)
    return conclude(any(map(is_expected, errors)) and not graph.traces)


def repro_argument(value):
    """Hand on the flagged argument."""
    return value
