"""The same statements in functions whose conditions are Python's, and beside converted helpers."""

import tensorflow as tf


def relu(x):
    return x if tf.reduce_sum(x) > 0.0 else tf.zeros_like(x)


def scale_for(kind, scales=(1.0, 2.0)):
    match kind:
        case "small":
            return 0.5
        case "large":
            return 5.0
    for scale in scales:
        if scale > 1.0:
            break
    else:
        scale = 1.0
    return scale


@tf.function
def step(x, kind):
    return relu(x) * scale_for(kind)


@tf.function
def plain(x):
    if (rank := x.shape.rank) > 0:
        x = x / float(rank)
    return tf.cond(tf.reduce_sum(x) > 0.0, lambda: x, lambda: -x)


def run():
    values = [tf.constant([value]) for value in (-1.0, 1.0, 2.0)]
    kinds = ("small", "large", "other")
    return [step(v, k).numpy().tolist() for v, k in zip(values, kinds)], [plain(v).numpy().tolist() for v in values]
