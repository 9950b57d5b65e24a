"""The flagged operation runs at each eager call; in the graph nothing that is run depends on it."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, cannot_tell, conclude, is_symbolic, run

MADE = []


def main():
    """Run the operation eagerly, and look for it among what the graph has to run."""
    eager = run("eager")
    print("eagerly the flagged operation ran {} times".format(sum(map(len, eager.notes))))
    MADE.clear()
    graph = run("graph")
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    needed = [is_run(tensor) for tensor in MADE]
    print("the graph has it {} times; it is run {} of these".format(len(needed), sum(needed)))
    return conclude(any(eager.notes) and bool(needed) and not any(needed))


def is_run(tensor):
    """Tell whether a graph runs an operation: its results or its effects depend on it."""
    waiting = [output.op for output in tensor.graph.outputs] + list(tensor.graph.control_outputs)
    seen = []
    while waiting:
        operation = waiting.pop()
        if operation is tensor.op:
            return True
        if operation not in seen:
            seen.append(operation)
            waiting += [each.op for each in operation.inputs] + list(operation.control_inputs)
    return False


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note what the flagged operation gives."""
    NOTES[-1].append(1)
    MADE.extend(part for part in tf.nest.flatten(value) if is_symbolic(part))
    return value
