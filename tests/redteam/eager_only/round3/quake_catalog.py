"""A catalogue of earthquakes: generators and reports are plain Python, the statistics are traced."""
import math
from collections import Counter

import numpy as np
import tensorflow as tf


def simulate(count, seed=7):
    """A Python generator, which runs anew for each pass."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        magnitude = -math.log10(1.0 - float(rng.uniform())) + 2.0
        depth = np.abs(rng.normal()) * 10.0
        yield f"event {number:03d}", np.float32(magnitude), np.float32(depth)


def catalogue(count):
    signature = (
        tf.TensorSpec([], tf.string),
        tf.TensorSpec([], tf.float32),
        tf.TensorSpec([], tf.float32),
    )
    return tf.data.Dataset.from_generator(lambda: simulate(count), output_signature=signature)


def energy(magnitude):
    return tf.pow(10.0, 1.5 * magnitude + math.log10(63095.7) - 4.8)


@tf.function
def totals(dataset):
    released, strongest = tf.constant(0.0), tf.constant(-1.0)
    for _, magnitude, _ in dataset:
        released += energy(magnitude)
        strongest = tf.maximum(strongest, magnitude)
    return released, strongest


@tf.function
def slope(magnitudes, least):
    kept = tf.boolean_mask(magnitudes, magnitudes >= least)
    return math.log10(math.e) / (tf.reduce_mean(kept) - (least - 0.05))


def histogram(dataset, width=0.5):
    """Eager: a pass over values."""
    counts = Counter()
    for _, magnitude, _ in dataset.as_numpy_iterator():
        counts[math.floor(float(magnitude) / width) * width] += 1
    return dict(counts)


def report(dataset):
    lines = []
    for name, magnitude, depth in dataset:
        if magnitude > 2.3 and depth.numpy() < 15.0:
            lines.append(f"{name.numpy().decode()}: {magnitude:.1f} at {int(np.round(depth))} km")
    released, strongest = totals(dataset)
    lines.append("strongest %.2f, released %.3g" % (strongest, released))
    return lines


def magnitudes(dataset):
    return tf.constant([m for _, m, _ in dataset.as_numpy_iterator()])


if __name__ == "__main__":
    events = catalogue(20)
    for _ in range(2):
        for a, b in zip(totals(events), totals.python_function(events)):
            np.testing.assert_allclose(a, b, rtol=1e-5)
    sizes = magnitudes(events)
    for least in (2.0, 2.2):
        limit = tf.constant(least)
        np.testing.assert_allclose(slope(sizes, limit), slope.python_function(sizes, limit), rtol=1e-5)
    lines = report(events)
    assert sum(histogram(events).values()) == 20 and lines[-1].startswith("strongest"), lines
    tf.config.run_functions_eagerly(True)
    assert report(events) == lines
    tf.config.run_functions_eagerly(False)
    print("proved")
