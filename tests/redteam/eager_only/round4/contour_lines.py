"""Draws contour lines: Python's casts and builtins on numbers, arrays, shapes and, where converted, tensors."""
import tensorflow as tf
import numpy as np

SPACING = "2.5"


class Contours(tf.Module):
    def __init__(self, spacing=SPACING, smooth=True):
        super().__init__()
        self.spacing = float(spacing)
        self.smooth = bool(smooth)
        self.table = np.round(np.arange(8) * self.spacing, 1)
        self.names = [str(level) for level in self.table.tolist()]
        self.lines = tf.Variable(0)

    def index(self, height):
        """A tensor: the cast is one of TensorFlow, as is the index."""
        return int(height / self.spacing)

    @tf.function
    def nearest(self, height):
        index = self.index(abs(height))
        level = tf.constant(self.table, tf.float32)[index]
        name = tf.gather(self.names, index)
        self.lines.assign_add(int(level > 0.0))
        return level, name, float(index) * self.spacing

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def crossings(self, heights):
        count = 0
        for k in range(1, len(heights)):
            low, high = tf.minimum(heights[k - 1], heights[k]), tf.maximum(heights[k - 1], heights[k])
            count += self.index(high) - self.index(low)
        share = float(count) / float(len(heights))
        return count, share

    @tf.function
    def slope(self, heights, points=None):
        points = int(points or heights.shape[0])
        weight = round(1.0 / float(points), 3)
        step = divmod(points, 2)
        parts = complex(weight, 0.0).real + self.table[1].item() + self.table.sum().astype(np.float32).item()
        window = np.ones(int(self.spacing), np.float32).tolist()
        smooth = tf.nn.conv1d(heights[None, :, None], np.float32(window)[:, None, None], 1, "SAME")[0, :, 0]
        if self.smooth:
            heights = smooth / len(window)
        return (heights[-1] - heights[0]) * weight, sum(step) * parts, min(len(self.names), points)


def terrain():
    rng = np.random.default_rng(2)
    return [tf.constant(np.cumsum(rng.uniform(0.0, 3.0, size=6)).astype(np.float32)) for _ in range(3)]


def observed():
    contours = Contours()
    rows = []
    for heights in terrain():
        for value in tf.unstack(heights):
            rows += contours.nearest(value)
        rows += contours.crossings(heights)
        rows += contours.slope(heights)
    rows.append(contours.lines.read_value())
    return [np.asarray(v).tolist() for v in rows]


def close(a, b):
    return a == b if isinstance(a, bytes) else abs(a - b) < 1e-3


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) and all(close(a, b) for a, b in zip(graph, eager)), (graph, eager)
    print("proved")
