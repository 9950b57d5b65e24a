"""The loop over image sizes is in one function, the call in another."""

import tensorflow as tf


@tf.function
def brightness(image):
    return tf.reduce_mean(image)


def measured(size):
    image = tf.fill([size, size, 3], 0.5)
    return brightness(image).numpy()  # expect: tf-shape-retrace


def run():
    results = [measured(size) for size in (8, 16, 32)]
    return {"results": results, "traces": brightness.experimental_get_tracing_count()}
