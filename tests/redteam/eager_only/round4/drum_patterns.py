"""Generates drum patterns: a grid is filled by loops and branches of TensorFlow and by an old NumPy helper."""
import numpy as np
import tensorflow as tf

STEPS = 8
PATTERNS = np.array([[1, 0, 0, 0], [1, 0, 1, 0], [1, 1, 1, 1]], dtype=np.float32)


def swing(amount):
    """Offsets for the steps, made by NumPy of a Python number."""
    return np.where(np.arange(STEPS) % 2 == 1, amount, 0.0).astype(np.float32)


def normalised(grid):
    peak = np.maximum.reduce(grid)  # expect: tf-numpy-op
    return grid / peak


def staged_normalised(grid):
    return grid / tf.reduce_max(grid, axis=0)


@tf.function
def pattern(energy):
    """The pattern for an energy between zero and one; twice, with swing."""
    row = tf.cast(tf.clip_by_value(energy * 3.0, 0.0, 2.0), tf.int32)
    bar = tf.concat([tf.gather(PATTERNS, row)] * 2, axis=0)
    return bar + swing(0.25)


@tf.function
def loudness(grid):
    return normalised(grid + 1e-3)


@tf.function
def staged_loudness(grid):
    return staged_normalised(grid + 1e-3)


@tf.function
def densest(grid, limit):
    """The first step that is dense enough, by scanning; its value as text."""

    def sparse(step, level):
        return (level < limit) & (step < STEPS - 1)

    def advance(step, level):
        following = step + 1
        return following, grid[following]

    step, level = tf.while_loop(sparse, advance, (tf.constant(0), grid[0]))
    return tf.cond(
        level >= limit,
        lambda: tf.constant(f"step {step}"),  # expect: tf-string-format
        lambda: tf.constant("none of " + str(STEPS)),
    )


@tf.function
def staged_densest(grid, limit):
    step, level = tf.constant(0), grid[0]
    while level < limit and step < STEPS - 1:
        step += 1
        level = grid[step]
    if level >= limit:
        return "step " + tf.strings.as_string(step)
    return tf.constant(f"none of {STEPS}")


if __name__ == "__main__":
    for value in (0.1, 0.5, 0.9):
        energy = tf.constant(value)
        np.testing.assert_allclose(pattern(energy), pattern.python_function(energy))
    grid = tf.constant([0.1, 0.4, 0.8, 0.2, 0.5, 0.6, 0.7, 0.3])
    np.testing.assert_allclose(staged_loudness(grid), loudness.python_function(grid), rtol=1e-6)
    for level in (0.3, 0.75):
        limit = tf.constant(level)
        assert staged_densest(grid, limit) == staged_densest.python_function(grid, limit)
        eager, graph = densest.python_function(grid, limit).numpy(), densest(grid, limit).numpy()
        assert eager == staged_densest(grid, limit) and graph.startswith(b"step Tensor("), (eager, graph)
    assert staged_densest(grid, tf.constant(2.0)) == densest(grid, tf.constant(2.0)) == b"none of 8"
    try:
        loudness(grid)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error) and "np.maximum.reduce(grid)" in str(error)
    else:
        raise AssertionError("NumPy reduced a symbolic tensor")
    print("proved")
