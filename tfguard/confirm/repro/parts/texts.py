"""The flagged text names a tensor of a graph where it has the value eagerly."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, cannot_tell, conclude, run, show


def main():
    """Look at the flagged text in both modes."""
    eager, graph = run("eager"), run("graph")
    texts = [[" ".join(seen) for seen in one.notes] for one in (eager, graph)]
    show("the flagged text (eager | graph; nothing where it was not made):", *texts)
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    return conclude('Tensor("' in "".join(texts[1]) and 'Tensor("' not in "".join(texts[0]))


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note the flagged text; a tensor is none."""
    if isinstance(value, str):
        NOTES[-1].append(value)
    return value
