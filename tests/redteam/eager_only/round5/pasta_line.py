"""Controls a pasta line: the graph calls back into Python for a camera and a scale, which work with NumPy."""
import math

import numpy as np
import tensorflow as tf

SHAPES = ["penne", "fusilli", "farfalle"]


class Camera:
    """Python's side; runs for each picture."""

    def __init__(self):
        self.frames = 0
        self.names = []

    def grade(self, picture, limit):
        pixels = picture.numpy()
        self.frames += 1
        dark = float(np.mean(pixels < float(limit)))
        self.names.append(f"{dark:.2f} {SHAPES[int(dark * 2.0)]}")
        return np.float32(math.sqrt(dark))

    def edges(self, picture):
        gradient = np.abs(np.diff(picture, axis=0)).sum()
        return np.asarray(gradient, dtype=np.float32)


@tf.custom_gradient
def quantised(x):
    """Rounds; the gradient passes."""

    def backward(upstream):
        return upstream

    return tf.round(x * 4.0) / 4.0, backward


class Line(tf.Module):
    def __init__(self, camera):
        super().__init__()
        self.camera = camera
        self.moisture = tf.Variable(0.3)

    @tf.function
    def inspect(self, picture):
        grade = tf.py_function(self.camera.grade, [picture, 0.5], tf.float32)
        grade.set_shape([])
        edges = tf.numpy_function(self.camera.edges, [picture], tf.float32, stateful=False)
        edges = tf.ensure_shape(edges, [])
        with tf.GradientTape() as tape:
            loss = quantised(self.moisture * grade) + 0.01 * edges
        self.moisture.assign_sub(0.1 * tape.gradient(loss, self.moisture))
        return grade, edges, loss

    @tf.function
    def batch(self, pictures):
        """Each picture of a batch goes to Python by itself."""
        return tf.map_fn(
            lambda picture: tf.ensure_shape(tf.numpy_function(self.camera.edges, [picture], tf.float32), []),
            pictures,
        )


@tf.py_function(Tout=tf.float32)
def settle(values):
    """Decorated: what is called is the op."""
    best = min(float(v) for v in values.numpy())
    return best * 2.0 if bool(values[0] > best) else best


@tf.function
def settled(values):
    return tf.ensure_shape(settle(values * 2.0), []) + 1.0


def load(name):
    """Within a pipeline, by name."""
    text = name.numpy().decode()
    rng = np.random.default_rng(len(text))
    return rng.uniform(size=(3, 3)).astype(np.float32)


def pictures():
    data = tf.data.Dataset.from_tensor_slices(SHAPES)
    data = data.map(lambda name: tf.py_function(load, [name], tf.float32))
    return data.map(lambda picture: tf.ensure_shape(picture, [3, 3]))


def run(line, inspect, batch, settled):
    out = []
    for picture in pictures():
        out += [float(v) for v in inspect(picture)]
        out.append(float(settled(picture[0])))
    for group in pictures().batch(3):
        out += batch(group).numpy().tolist()
    return [round(v, 4) for v in out], line.camera.names, line.camera.frames, float(line.moisture)


if __name__ == "__main__":
    graph, eager = Line(Camera()), Line(Camera())
    left = run(graph, graph.inspect, graph.batch, settled)
    right = run(eager, eager.inspect.python_function, eager.batch.python_function, settled.python_function)
    assert left[:3] == right[:3] and abs(left[3] - right[3]) < 1e-5, (left, right)
    assert left[2] == 3 and all(name.split()[1] in SHAPES for name in left[1])
    print("proved")
