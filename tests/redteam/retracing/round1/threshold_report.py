"""Precision and recall of a classifier at a handful of operating points."""
import numpy as np
import tensorflow as tf


@tf.function
def precision_recall(scores, labels, cutoff, smoothing=1e-6):
    chosen = tf.cast(scores >= cutoff, tf.float32)
    hits = tf.reduce_sum(chosen * labels)
    precision = hits / (tf.reduce_sum(chosen) + smoothing)
    recall = hits / (tf.reduce_sum(labels) + smoothing)
    return tf.stack([precision, recall])


@tf.function
def example_weights(weight, positive_boost=None):
    """The same weight for each of four examples."""
    weights = tf.fill([4], weight)
    return weights if positive_boost is None else weights * positive_boost


def operating_points(scores, labels):
    strict = precision_recall(scores, labels, 0.95)  # expect: tf-python-scalar-arg
    careful = precision_recall(scores, labels, 0.8)  # allow: tf-python-scalar-arg
    balanced = precision_recall(scores, labels, cutoff=0.5)  # allow: tf-python-scalar-arg
    eager = precision_recall(scores, labels, 0.35)  # allow: tf-python-scalar-arg
    everything = precision_recall(scores, labels, cutoff=0.05)  # allow: tf-python-scalar-arg
    return {
        "strict": strict,
        "careful": careful,
        "balanced": balanced,
        "eager": eager,
        "everything": everything,
    }


def weight_tables():
    counts = example_weights(1)  # allow: tf-literal-type-cache
    shares = example_weights(1.0)  # expect: tf-literal-type-cache
    return counts, shares


def main():
    generator = np.random.default_rng(2)
    labels = (generator.random(64) > 0.5).astype(np.float32)
    scores = np.clip(0.6 * labels + 0.4 * generator.random(64), 0.0, 1.0).astype(np.float32)
    points = operating_points(tf.constant(scores), tf.constant(labels))
    for name, (precision, recall) in points.items():
        print(f"{name:12} {float(precision):.2f} {float(recall):.2f}")
    return points, weight_tables()


if __name__ == "__main__":
    points, (counts, shares) = main()
    assert precision_recall.experimental_get_tracing_count() == len(points) == 5
    assert example_weights.experimental_get_tracing_count() == 1
    assert shares.dtype == tf.int32 and example_weights.python_function(1.0).dtype == tf.float32
    control = tf.function(precision_recall.python_function)
    for cutoff in (0.95, 0.8, 0.5, 0.35, 0.05):
        control(tf.ones([4]), tf.ones([4]), tf.constant(cutoff))
    assert control.experimental_get_tracing_count() == 1
    print("proved")
