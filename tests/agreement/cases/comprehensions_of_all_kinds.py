"""Each element of a comprehension is traced: of a set, a dict, two loops, and a generator that is used up."""

import tensorflow as tf

COUNT = 6


@tf.function
def squared(x):
    table = {k: tf.square(x + float(k)) for k in range(40)}  # expect: tf-python-loop-unroll
    return tf.add_n(list(table.values()))


@tf.function
def paired(x):
    return sum(tf.sin(x * float(i + j)) for i in range(COUNT) for j in range(COUNT))  # expect: tf-python-loop-unroll


@tf.function
def chosen(x):
    return tf.add_n([tf.sin(x * float(k)) for k in range(60) if k % 20 == 0])


@tf.function
def first(x):
    waves = (tf.sin(x * float(k)) for k in range(60))
    return next(waves) + next(waves)


def run():
    x = tf.ones([2])
    return {"b1": [[f(x).shape[0] for f in (squared, paired, chosen, first)] for _ in range(4)]}
