"""The loop's counter is used by the caller only; the dataset's counter is a tensor."""

import tensorflow as tf


@tf.function
def halved(values):
    return values * 0.5


@tf.function
def numbered(index, value):
    return tf.cast(index, tf.float32) + value


def run():
    values = tf.constant([8.0, 4.0])
    results = {}
    for epoch in range(4):
        values = halved(values)
        results[f"epoch {epoch}"] = values.numpy()
    for index, value in tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).enumerate():
        results[f"item {int(index)}"] = numbered(index, value).numpy()
    counts = [function.experimental_get_tracing_count() for function in (halved, numbered)]
    return {"results": results, "traces": max(counts)}
