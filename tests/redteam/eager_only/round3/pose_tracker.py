"""Follows a body pose over video frames; conditionals and loops of TensorFlow, with their own functions."""
import numpy as np
import tensorflow as tf

JOINTS = 3
SPREAD = 0.5


def confidence(joints):
    return tf.exp(-tf.reduce_sum(tf.square(joints - tf.reduce_mean(joints, axis=0)), axis=-1))


def fallback(previous):
    """The previous pose, moved to its median."""
    centre = np.median(previous, axis=0)  # expect: tf-numpy-op
    return previous - centre


def staged_fallback(previous):
    ordered = tf.sort(previous, axis=0)
    return previous - ordered[JOINTS // 2]


@tf.function
def update(previous, detected):
    score = tf.reduce_min(confidence(detected))
    return tf.cond(score > SPREAD, lambda: detected, lambda: fallback(previous))


@tf.function
def staged_update(previous, detected):
    score = tf.reduce_min(confidence(detected))
    return tf.cond(score > SPREAD, lambda: detected, lambda: staged_fallback(previous))


@tf.function
def settle(pose, target):
    """Moves the pose towards the target until it is near."""

    def far(pose, steps):
        return tf.reduce_max(tf.abs(target - pose)) > 0.1

    def move(pose, steps):
        gain = 0.5 if steps.numpy() < 2 else 0.25  # expect: tf-numpy-call
        return pose + gain * (target - pose), steps + 1

    return tf.while_loop(far, move, [pose, tf.constant(0)])


@tf.function
def staged_settle(pose, target):
    def far(pose, steps):
        return tf.reduce_max(tf.abs(target - pose)) > 0.1

    def move(pose, steps):
        gain = 0.5 if steps < 2 else 0.25
        return pose + gain * (target - pose), steps + 1

    return tf.while_loop(far, move, [pose, tf.constant(0)])


def poses():
    near = tf.constant([[0.0, 0.1], [0.1, 0.0], [0.1, 0.1]])
    wide = tf.constant([[0.0, 4.0], [3.0, 1.0], [-2.0, 2.0]])
    return near, wide


if __name__ == "__main__":
    near, wide = poses()
    for pair in ((near, wide), (wide, near)):
        eager = update.python_function(*pair)
        np.testing.assert_allclose(eager, staged_update(*pair), atol=1e-6)
        eager = settle.python_function(*pair)
        graph = staged_settle(*pair)
        np.testing.assert_allclose(eager[0], graph[0], atol=1e-5)
        assert eager[1] == graph[1] and int(graph[1]) > 2
    try:
        update(near, near)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error) and "np.median(previous, axis=0)" in str(error)
    else:
        raise AssertionError("the branch that is not taken was not traced")
    try:
        settle(near, wide)
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error) and "steps.numpy() < 2" in str(error)
    else:
        raise AssertionError("a loop variable had a value")
    print("proved")
