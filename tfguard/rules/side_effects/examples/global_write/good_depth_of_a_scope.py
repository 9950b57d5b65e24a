"""A context manager that counts up on entry and down on exit leaves nothing behind in a trace."""

import tensorflow as tf

DEPTH = 0


class Scope:
    def __enter__(self):
        global DEPTH
        DEPTH += 1
        return self

    def __exit__(self, *error):
        global DEPTH
        DEPTH -= 1


@tf.function
def scaled(x):
    with Scope():
        return x * 2.0


def run():
    return [float(scaled(tf.constant(value))) for value in (1.0, 2.0, 3.0)] + [DEPTH]
