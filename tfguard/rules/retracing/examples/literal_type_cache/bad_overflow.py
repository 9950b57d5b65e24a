"""A product that overflows as a graph, because an earlier caller passed an int."""

import tensorflow as tf


class Meter:
    @tf.function
    def in_micrograms(self, grams):
        return tf.convert_to_tensor(grams) * 1_000_000


def count(meter):
    return meter.in_micrograms(5000)


def weigh(meter):
    return meter.in_micrograms(5000.0)  # expect: tf-literal-type-cache


def run():
    meter = Meter()
    results = [count(meter).dtype.name, weigh(meter).numpy()]
    return {"results": results, "traces": meter.in_micrograms.experimental_get_tracing_count()}
