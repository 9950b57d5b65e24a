"""The cure: checks stand around the compiled function, in a graph that XLA does not compile."""

import tensorflow as tf


@tf.function(jit_compile=True)
def log_odds(p):
    tf.debugging.assert_rank(p, 0)
    tf.debugging.assert_equal(tf.size(p), 1)
    tf.debugging.assert_greater(tf.constant(2.0), 1.0)
    return tf.math.log(p) - tf.math.log(1.0 - p)


@tf.function
def checked(p):
    tf.debugging.assert_less(p, 1.0, message="no probability")
    return tf.debugging.check_numerics(log_odds(p), "no number")


def answer(p):
    try:
        return checked(tf.constant(p)).numpy().tolist()
    except tf.errors.InvalidArgumentError:
        return "refused"


def run():
    return [answer(p) for p in (0.5, 0.75, 1.5, 0.0)]
