"""A constant of the module and a literal, which are equal."""

import tensorflow as tf

UNIT = 1


def make_scaled():
    def scaled(factor):
        return tf.stack([factor, factor])

    return tf.function(scaled)


scaled = make_scaled()


def run():
    whole = scaled(UNIT)
    real = scaled(1.0)  # expect: tf-literal-type-cache
    results = [whole.dtype.name, real.dtype.name]
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
