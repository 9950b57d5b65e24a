"""With jit_compile each shape is traced and then compiled."""

import tensorflow as tf


@tf.function(jit_compile=True)
def doubled(values):
    return values * 2.0


def run():
    results = []
    for size in (2, 3, 4):
        results.append(doubled(tf.zeros((size, 2))).numpy())  # expect: tf-shape-retrace
    return {"results": results, "traces": doubled.experimental_get_tracing_count()}
