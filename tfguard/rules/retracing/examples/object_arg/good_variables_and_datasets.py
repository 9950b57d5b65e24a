"""Variables count by dtype and shape, datasets and their iterators by what they give."""

import tensorflow as tf


@tf.function
def doubled(variable):
    return variable * 2.0


@tf.function
def summed(dataset):
    return dataset.reduce(0.0, lambda total, value: total + value)


@tf.function
def following(iterator):
    return next(iterator) + 1.0


def run():
    results = []
    for step in range(4):
        results.append(doubled(tf.Variable(float(step))).numpy())
        dataset = tf.data.Dataset.from_tensor_slices(tf.constant([1.0, 2.0]) * float(step))
        results.append(summed(dataset).numpy())
        results.append(following(iter(dataset)).numpy())
    counts = [function.experimental_get_tracing_count() for function in (doubled, summed, following)]
    return {"results": results, "traces": max(counts)}
