"""New functions and sets go to untraced code; the traced function gets tensors."""

import tensorflow as tf


@tf.function
def scaled(values, factor):
    return values * factor


def applied(function, values, names):
    return scaled(function(values), tf.constant(2.0 if "double" in names else 1.0))


def run():
    results = []
    for step in range(4):
        values = tf.constant([1.0, 2.0])
        results.append(applied(lambda tensor: tensor + 1.0, values * float(step), {"double"}).numpy())
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
