"""Keeps the log of a lighthouse: code that runs both within graphs and outside asks first where it is."""
import logging

import numpy as np
import tensorflow as tf

GAIN = np.array([1.0, 2.0])
log = logging.getLogger("lighthouse")


def value_of(tensor, default=None):
    """A NumPy value where there is one."""
    if tf.executing_eagerly():
        return np.asarray(tensor)
    return default


def to_array(value):
    if isinstance(value, np.ndarray):
        return value.astype(np.float32)
    if isinstance(value, (int, float)):
        return np.float32(value)
    if hasattr(value, "numpy"):
        return value.numpy()
    return value


def description(tensor):
    try:
        return f"mean {float(np.mean(tensor.numpy())):.2f}"
    except AttributeError:
        return f"{tensor.dtype.name} of shape {tuple(tensor.shape)}"


class Lamp(tf.Module):
    """Turns; its speed follows the visibility."""

    def __init__(self):
        super().__init__()
        self.angle = tf.Variable(0.0)
        self.lines = []

    def note(self, brightness):
        if not tf.inside_function():
            self.lines.append(f"{brightness.numpy():.3f}")

    @tf.function
    def turn(self, visibility):
        gain = to_array(GAIN)
        step = to_array(0.1) * gain.sum()
        speed = to_array(visibility) * step
        self.angle.assign_add(tf.reduce_sum(speed))
        shown = value_of(speed, default=0.0)
        assert shown is not None
        with tf.init_scope():
            table = tf.cos(tf.constant([0.0, 1.0])).numpy()
        if tf.executing_eagerly():
            log.debug("angle %s", self.angle.numpy())
        return tf.sin(self.angle) * table[0] + np.float32(table.max())

    @tf.function
    def text(self, visibility):
        label = description(visibility)
        prefix = label.split()[0]
        return tf.strings.join(["lamp", tf.strings.as_string(tf.size(visibility))]), tf.size(prefix) + 1

    @tf.function
    def watch(self, visibility):
        tf.py_function(self._write, [tf.reduce_mean(visibility)], [])
        if isinstance(visibility, tf.Tensor) and not tf.is_symbolic_tensor(visibility):
            visibility = tf.constant(np.array(visibility.numpy()))
        return visibility + 1.0

    def _write(self, mean):
        self.lines.append(f"{mean.numpy():.2f} {bool(mean > 0.5)} {int(mean * 10.0)}")


def shift(lamp, turn, text, watch):
    out = []
    for k in range(3):
        visibility = tf.constant([0.2, 0.9, 0.1 * k])
        light = turn(visibility)
        lamp.note(light)
        out += [round(float(light), 4), watch(visibility).numpy().tolist()]
        out += [part.numpy() for part in text(visibility)]
    return out, lamp.lines, round(float(lamp.angle), 4)


if __name__ == "__main__":
    graph, eager = Lamp(), Lamp()
    left = shift(graph, graph.turn, graph.text, graph.watch)
    right = shift(eager, eager.turn.python_function, eager.text.python_function, eager.watch.python_function)
    assert left == right, (left, right)
    assert len(graph.lines) == 6 and graph.turn.experimental_get_tracing_count() == 1
    assert to_array(np.ones(2)).dtype == np.float32 and to_array(tf.constant(3)) == 3
    print("proved")
