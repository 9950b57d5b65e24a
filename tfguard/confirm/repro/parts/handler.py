"""Eagerly the flagged handler takes an error; as a graph the error goes past it."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, cannot_tell, conclude, run, said


def main():
    """Count how often the handler is entered, in both modes."""
    eager, graph = run("eager"), run("graph")
    for mode, one in (("eagerly", eager), ("as a graph", graph)):
        print("{}: the handler took {} errors; {}".format(mode, sum(map(len, one.notes)), said(one.error)))
    if eager.error is not None:
        return cannot_tell(eager.error)
    past = isinstance(graph.error, tf.errors.OpError) and not any(graph.notes)
    if graph.error is not None and not past:
        return cannot_tell(graph.error)
    return conclude(past and any(eager.notes))


@tf.autograph.experimental.do_not_convert
def repro_start(_owner=None):
    """The handler is entered."""
    NOTES[-1].append(1)


def repro_stop(_started=None, value=None):
    """The flagged place has ended."""
    return value
