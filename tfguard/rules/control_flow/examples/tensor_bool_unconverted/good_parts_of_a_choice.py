"""Inside a conditional expression `and`, `not` and comparisons are converted, and so are helpers that it calls."""

import tensorflow as tf


def doubled(x):
    return 2.0 * x if x > 1.0 else x


@tf.function
def chosen(x, flag=True):
    small = 1.0 if x > 0.0 and not x > 3.0 else 2.0
    return small + doubled(x) if 0.0 < x < 5.0 else (x if flag else -x)


@tf.function
def slope(x):
    @tf.custom_gradient
    def halved(value):
        def gradient(upstream):
            if upstream > 1.0:
                return tf.ones_like(upstream)
            return upstream

        return value / 2.0, gradient

    with tf.GradientTape() as tape:
        tape.watch(x)
        y = halved(x) * 3.0
    return tape.gradient(y, x)


def run():
    values = [tf.constant(value) for value in (-1.0, 0.5, 2.0)]
    return [float(chosen(x)) for x in values], [float(slope(x)) for x in values]
