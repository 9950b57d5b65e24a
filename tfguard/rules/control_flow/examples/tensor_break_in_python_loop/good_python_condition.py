"""The loop ends on a Python value, a static shape, or a flag."""

import tensorflow as tf

WIDTHS = [4, 2, 1]


@tf.function
def narrow(x, least=2, training=False):
    for width in WIDTHS:
        if width < least or (training and x.shape.rank == 1):
            break
        if x.shape[-1] <= width:
            return x
        x = x[..., :width]
    count = 0
    while True:
        count += 1
        if count == 3:
            break
        x = tf.where(x > 0.0, x, -x)
    return x


def run():
    return [narrow(tf.fill([2, 6], value)).numpy().tolist() for value in (-1.0, 1.0, 2.0)]
