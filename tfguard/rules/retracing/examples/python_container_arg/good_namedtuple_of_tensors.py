"""A namedtuple whose fields are tensors."""

from typing import NamedTuple

import tensorflow as tf


class Batch(NamedTuple):
    values: tf.Tensor
    weight: tf.Tensor


@tf.function
def loss(batch):
    return tf.reduce_sum(batch.values) * batch.weight


def run():
    results = []
    for step in range(4):
        batch = Batch(tf.constant([1.0, 2.0]) * float(step), tf.constant(0.5 * step))
        results.append(loss(batch).numpy())
    return {"results": results, "traces": loss.experimental_get_tracing_count()}
