"""Conditions on shapes, dtypes and Python arguments are decided while tracing."""

import tensorflow as tf


@tf.function
def reduce(x, how="sum"):
    if x.shape.rank != 1:
        raise ValueError(f"a vector is wanted, not {x.shape}")
    if how not in ("sum", "mean"):
        raise ValueError(how)
    if x.dtype.is_integer:
        raise TypeError("integers")
    return tf.reduce_sum(x) if how == "sum" else tf.reduce_mean(x)


def run():
    return [float(reduce(tf.fill([3], value), how)) for value in (1.0, 2.0) for how in ("sum", "mean")]
