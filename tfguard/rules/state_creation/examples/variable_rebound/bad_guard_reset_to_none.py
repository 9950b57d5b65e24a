"""A guarded global is set to None to start anew: the trace keeps the variable that it captured."""

import tensorflow as tf

counter = None


@tf.function
def count(value):
    global counter
    if counter is None:
        counter = tf.Variable(0.0)
    return counter.assign_add(value)


def restart():
    global counter
    counter = None  # expect: tf-variable-rebound


def run():
    counts = [count(tf.constant(1.0)).numpy() for _ in range(2)]
    restart()
    counts.append(count(tf.constant(1.0)).numpy())
    return counts
