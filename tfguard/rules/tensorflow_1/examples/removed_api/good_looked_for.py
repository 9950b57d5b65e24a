"""Who looks first may use the old name."""

import tensorflow as tf

try:
    log = tf.log
except AttributeError:
    log = tf.math.log

set_seed = tf.set_random_seed if hasattr(tf, "set_random_seed") else tf.random.set_seed


@tf.function
def score(x):
    return log(1.0 + x)


def run():
    set_seed(0)
    return [float(score(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
