"""A flag has two values, and a text that is one of two as well: two traces, as they must be."""

import tensorflow as tf


@tf.function
def dropout(values, training):
    return values * 0.5 if training else values


@tf.function
def reduced(values, how):
    return tf.reduce_sum(values) if how == "sum" else tf.reduce_mean(values)


def run():
    results = []
    for epoch in range(4):
        values = tf.constant([1.0, 2.0]) * float(epoch)
        results += [dropout(values, True).numpy(), dropout(values, False).numpy()]
        results += [dropout(values, training=epoch % 2 == 0).numpy()]
        results += [reduced(values, "sum").numpy(), reduced(values, "mean").numpy()]
    counts = [function.experimental_get_tracing_count() for function in (dropout, reduced)]
    return {"results": results, "traces": max(counts)}
