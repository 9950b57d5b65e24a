"""What the flagged place writes is left in another state than after eager calls."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, WARM_UP, cannot_tell, conclude, is_symbolic, run, show
from tfguard.confirm.repro.parts.describing import describe, target_of

OPEN = []
OWNERS = []


def main():
    """Look at what the flagged place writes, after each call in both modes."""
    eager, graph = run("eager", each=look_at_state), None
    OWNERS.clear()
    graph = run("graph", each=look_at_state)
    show("what the flagged place writes, after each call (eager | graph):", eager.states, graph.states)
    moves = [[sum(seen) for seen in one.notes] for one in (eager, graph)]
    show("how often it changed there:", *moves)
    if eager.error is not None or (graph.error is not None and not graph.states):
        return cannot_tell(eager.error or graph.error)
    leaked = holds_symbolic(graph.states) and not holds_symbolic(eager.states)
    still = len(set(graph.states[WARM_UP - 1 :])) == 1
    frozen = any(moves[0][WARM_UP:]) and any(moves[1]) and not any(moves[1][WARM_UP:]) and still
    untaken = not any(moves[0]) and any(moves[1])
    if leaked and graph.error is None:
        print("using the tensor that the graph left there:", used(target_of(OWNERS[0])))
    return conclude(leaked or frozen or untaken or (ENDS and eager.states[-1:] != graph.states[-1:]))


ENDS = False  # whether the state after the last call tells


def holds_symbolic(states):
    """Tell whether a tensor without a value is part of a state."""
    return any("a tensor without a value" in state for state in states)


def look_at_state(outcome):
    """Note the state of what the flagged place writes."""
    outcome.states.append(describe(target_of(OWNERS[0])) if OWNERS else "nothing yet")


def used(value):
    """Use a tensor of a graph as the code after the call would; give what that says."""
    for tensor in tf.nest.flatten(value) if isinstance(value, (list, tuple, dict)) else [value]:
        if is_symbolic(tensor):
            try:
                tensor + tensor
            except Exception as error:
                return type(error).__name__ + ": " + str(error).split("\n")[0][:200]
    return "nothing is said"


@tf.autograph.experimental.do_not_convert
def repro_start(owner=None):
    """The flagged place starts; it changes something in an object."""
    OWNERS.append(owner)
    OPEN.append((owner, describe(target_of(owner))))


@tf.autograph.experimental.do_not_convert
def repro_stop(_started=None, value=None):
    """The flagged place has ended: note whether the object changed meanwhile."""
    owner, before = OPEN.pop()
    NOTES[-1].append(describe(target_of(owner)) != before and owner is OWNERS[0])
    return value
