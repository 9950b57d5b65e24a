"""The flagged place acts on Python's world at each eager call; as a graph only while it is traced."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, WARM_UP, cannot_tell, conclude, run, show
from tfguard.confirm.repro.parts.measure_output import DID, measure, prepare

OPEN = []


def main():
    """Count how often the flagged place acts, call by call, in both modes."""
    prepare()
    print("--- eager run")
    eager = run("eager")
    print("--- graph run")
    graph = run("graph")
    counts = [[sum(seen) for seen in one.notes] for one in (eager, graph)]
    show("--- how often the flagged place {} (eager | graph):".format(DID), *counts)
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    eagerly, traced = counts
    frozen = any(eagerly[WARM_UP:]) and any(traced) and not any(traced[WARM_UP:])
    # Both branches of a condition on a tensor are traced, also the one that is not taken.
    untaken = not any(eagerly) and any(traced)
    return conclude(frozen or untaken)


@tf.autograph.experimental.do_not_convert
def repro_start(owner=None):
    """The flagged place starts."""
    OPEN.append((owner, measure(owner)))


@tf.autograph.experimental.do_not_convert
def repro_stop(_started=None, value=None):
    """The flagged place has ended: note whether it did something meanwhile."""
    owner, before = OPEN.pop()
    NOTES[-1].append(measure(owner) != before)
    return value
