"""Recognises gestures; code for both worlds asks where it is before it uses what only one of them has."""
import numpy as np
import tensorflow as tf

HISTORY = []


def remember(value):
    """Keeps values for plots, where there are any."""
    if tf.inside_function():
        return value
    HISTORY.append(float(value.numpy()))
    return value


def checked(points):
    if tf.executing_eagerly():
        if not np.isfinite(points.numpy()).all():
            raise ValueError(f"broken points: {points.numpy().tolist()}")
    else:
        tf.debugging.assert_all_finite(points, "broken points")
    return points


def as_float(value):
    """Python numbers, arrays and tensors."""
    if isinstance(value, (int, float)):
        return tf.constant(float(value))
    if isinstance(value, np.ndarray):
        return tf.constant(np.float32(np.mean(value)))
    return tf.cast(tf.reduce_mean(value), tf.float32)


def constant_of(tensor, default=None):
    value = tf.get_static_value(tensor)
    return default if value is None else float(value)


def values_of(points):
    try:
        return points.numpy()
    except (AttributeError, NotImplementedError):
        return points


class Recogniser(tf.Module):
    def __init__(self, threshold):
        super().__init__()
        self.threshold = tf.constant(threshold)
        self.seen = tf.Variable(0)
        with tf.init_scope():
            self.limit = float(self.threshold.numpy() * 2.0)

    @tf.function
    def spread(self, points, scale):
        points = checked(points)
        half = constant_of(tf.constant(1.0) / 2.0, 0.5)
        with tf.init_scope():
            base = np.float32(self.threshold.numpy())
        centre = tf.reduce_mean(values_of(points), axis=0)
        width = tf.norm(points - centre) * as_float(scale) * half
        self.seen.assign_add(1)
        return remember(tf.minimum(width, self.limit) + base)

    @tf.function
    def gesture(self, points):
        width = self.spread(points, 2)
        names = tf.constant(["fist", "palm"])
        if hasattr(width, "numpy") and tf.executing_eagerly():
            return names[int(width.numpy() > self.threshold.numpy() + 0.5)]
        return names[tf.cast(width > self.threshold + 0.5, tf.int32)]


def hands():
    closed = tf.constant([[0.0, 0.0], [0.1, 0.0], [0.0, 0.1]])
    return [closed, 10.0 * closed, closed + 3.0]


def observed():
    recogniser = Recogniser(0.75)
    rows = []
    for points in hands():
        rows.append(recogniser.gesture(points).numpy())
        rows.append(round(float(recogniser.spread(points, np.array([1.0, 3.0]))), 4))
    try:
        recogniser.gesture(hands()[0] * float("nan"))
    except (ValueError, tf.errors.InvalidArgumentError):
        rows.append("broken")
    return rows


if __name__ == "__main__":
    graph = observed()
    assert not HISTORY
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager and graph[0] == b"fist" and graph[2] == b"palm", (graph, eager)
    assert len(HISTORY) == 6
    print("proved")
