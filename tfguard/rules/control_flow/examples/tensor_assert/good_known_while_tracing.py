"""Shapes, dtypes, Python values and arguments that are None are known while tracing."""

import tensorflow as tf

SIZE = 4


@tf.function
def project(x, scale=None):
    assert x.shape.rank == 2, f"a matrix is wanted, not {x.shape}"
    assert x.shape[-1] == SIZE
    assert x.dtype == tf.float32
    assert x is not None
    assert isinstance(x, tf.Tensor)
    assert scale is None or scale > 0
    return tf.reduce_sum(x, axis=1)


def run():
    return [project(tf.fill([2, SIZE], value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
