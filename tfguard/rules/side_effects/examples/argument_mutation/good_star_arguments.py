"""The containers of *args and **kwargs belong to the call, and defaults of None are filled by it."""

import tensorflow as tf


@tf.function
def combine(*values, **options):
    scale = options.pop("scale")
    options["offset"] = options.get("offset", 0.0) + 1.0
    values = list(values)
    values.append(values[0])
    return scale * tf.add_n(values) + options["offset"]


@tf.function
def accumulate(value, seen=None):
    seen = [] if seen is None else list(seen)
    seen.append(value)
    return tf.add_n(seen)


def run():
    one, two = tf.constant(1.0), tf.constant(2.0)
    combined = combine(one, two, scale=tf.constant(10.0)).numpy()
    return combined, accumulate(one).numpy(), accumulate(one, [two]).numpy()
