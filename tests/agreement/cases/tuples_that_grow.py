"""A tuple spelled out from itself and more is longer each time, like one that is added to."""

import tensorflow as tf

seen = ()


class Log:
    entries = ()


def make():
    notes = ()

    @tf.function
    def noted(x):
        nonlocal notes
        notes = (*notes, "call")  # expect: tf-nonlocal-write
        return x

    return noted, lambda: notes


@tf.function
def step(x):
    global seen
    seen = (*seen, "step")  # expect: tf-global-write
    Log.entries = ("step", *Log.entries)  # expect: tf-attribute-mutation
    local = ()
    local = (*local, x)
    return local[0]


def run():
    noted, notes = make()
    results = [[step(tf.ones([2])), noted(tf.ones([2]))] for _ in range(4)]
    return {"b1": [results, len(seen), len(Log.entries), len(notes())]}
