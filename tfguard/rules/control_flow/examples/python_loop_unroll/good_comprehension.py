"""Short comprehensions, one that makes no operation, one of which a part is taken, one operation for all."""

import tensorflow as tf

WAVES = 48


@tf.function
def short(x):
    return tf.add_n([tf.square(x * float(k)) for k in range(1, 5)])


@tf.function
def numbers(x):
    weights = [k * 0.5 for k in range(WAVES)]
    return x * sum(weights)


@tf.function
def first(x):
    return next(tf.square(x * float(k)) for k in range(1, WAVES))


@tf.function
def at_once(x):
    waves = tf.range(WAVES, dtype=tf.float32)
    return tf.reduce_sum(tf.square(x[:, tf.newaxis] * waves), axis=1)


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant([1.0, 2.0, 3.0])
    functions = (short, numbers, first, at_once)
    results = [[f(x * v).numpy().tolist() for v in (1.0, 2.0, 3.0)] for f in functions]
    return {"results": results, "operations": max(operations(f, x) for f in functions)}
