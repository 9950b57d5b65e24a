"""Comprehensions are loops: a list, a generator that sum uses up, and a dict of eight by eight."""

import tensorflow as tf

WAVES = 48


@tf.function
def squares(x):
    parts = [tf.square(x * float(k)) for k in range(1, WAVES + 1)]  # expect: tf-python-loop-unroll
    return tf.add_n(parts)


@tf.function
def total(x):
    terms = (tf.abs(x * float(k)) for k in range(WAVES))  # expect: tf-python-loop-unroll
    return sum(terms)


@tf.function
def kernel(x):
    pairs = {(i, j): tf.abs(x * float(i - j)) for i in range(8) for j in range(8)}  # expect: tf-python-loop-unroll
    return tf.add_n(list(pairs.values()))


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant([1.0, 2.0, 3.0])
    results = [[f(x * v).numpy().tolist() for v in (1.0, 2.0, 3.0)] for f in (squares, total, kernel)]
    return {"results": results, "operations": min(operations(f, x) for f in (squares, total, kernel))}
