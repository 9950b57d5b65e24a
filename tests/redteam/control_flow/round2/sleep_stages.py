"""Scores sleep stages from epochs of signals: mapped lambdas, custom gradients and nested functions."""
import functools

import tensorflow as tf

STAGES = ("wake", "light", "deep")


@tf.custom_gradient
def saturated(x):
    """The identity within limits, whose gradient is cut where it is large."""

    def grad(upstream):
        if tf.norm(upstream) > 1.0:  # expect: tf-tensor-bool-unconverted
            return upstream / tf.norm(upstream)
        return upstream

    return tf.clip_by_value(x, -2.0, 2.0), grad


@tf.custom_gradient
def staged_saturated(x):
    def grad(upstream):
        size = tf.norm(upstream)
        return tf.where(size > 1.0, upstream / tf.maximum(size, 1.0), upstream)

    return tf.clip_by_value(x, -2.0, 2.0), grad


def stage_of(power, limits=(0.5, 1.5)):
    low, high = limits
    if power < low:
        return 0
    if power < high:
        return 1
    return 2


classify = functools.partial(stage_of, limits=(0.4, 1.2))


@tf.function
def hypnogram(epochs):
    power = tf.reduce_mean(tf.square(epochs), axis=-1)
    stages = tf.map_fn(classify, power, fn_output_signature=tf.int32)
    scaled = tf.vectorized_map(lambda p: tf.where(p > 1.0, p, p * p), power)
    total = tf.foldl(lambda total, p: total + p if p > 0.5 else total, power, initializer=0.0)
    running = tf.scan(lambda state, p: p if p > state else state, power, initializer=0.0)
    return stages, scaled, total, running


def gradient_of(weights, epochs, limiter):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        scores = limiter(tf.linalg.matvec(epochs, weights))
        loss = tf.reduce_sum(tf.square(scores))
    gradient = tape.gradient(loss, weights)
    return gradient if tf.reduce_all(tf.math.is_finite(gradient)) else tf.zeros_like(gradient)


@tf.function
def sensitivity(weights, epochs):
    return gradient_of(weights, epochs, saturated)


@tf.function
def staged_sensitivity(weights, epochs):
    return gradient_of(weights, epochs, staged_saturated)


@tf.function
def transitions(stages):
    """Counts changes; the helper is a closure that is converted with its owner."""
    counts = tf.zeros([len(STAGES)], tf.int32)

    def bump(counts, before, after):
        if before != after:
            return tf.tensor_scatter_nd_add(counts, [[after]], [1])
        return counts

    for k in tf.range(1, tf.size(stages)):
        counts = bump(counts, stages[k - 1], stages[k])
    return counts


def night(seed):
    generator = tf.random.Generator.from_seed(seed)
    return generator.normal([6, 4])


def close(a, b):
    pairs = zip(tf.nest.flatten(a), tf.nest.flatten(b))
    return all(float(tf.reduce_max(tf.abs(tf.cast(x, tf.float32) - tf.cast(y, tf.float32)))) < 1e-5 for x, y in pairs)


if __name__ == "__main__":
    for seed in (1, 2, 3):
        epochs = night(seed)
        stages = hypnogram(epochs)
        assert close(stages, hypnogram.python_function(epochs))
        for scale in (0.01, 1.0):
            weights = scale * tf.constant([0.5, -0.5, 1.0, 0.25])
            expected = sensitivity.python_function(weights, epochs)
            assert close(staged_sensitivity(weights, epochs), expected)
            try:
                sensitivity(weights, epochs)
            except tf.errors.OperatorNotAllowedInGraphError as error:
                assert "in grad" in str(error) and "if tf.norm(upstream) > 1.0:" in str(error), error
            else:
                raise AssertionError("a gradient function was converted")
        assert close(transitions(stages[0]), transitions.python_function(stages[0]))
    print("proved")
