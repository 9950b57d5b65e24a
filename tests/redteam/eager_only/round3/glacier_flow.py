"""Velocity of glaciers: constants that were tensors, and Python numbers made of them, used in graphs."""
import math

import numpy as np
import tensorflow as tf

EXPONENT = tf.constant(3.0)
SLOPES = tf.constant([0.02, 0.05, 0.1])
GRAVITY = 9.81
STEEPEST = float(tf.reduce_max(SLOPES))
DENSITY = np.float32(917.0)


class Flow:
    """Glen's law with parameters from a survey."""

    def __init__(self, survey):
        self.thickness = survey["thickness"]
        self.rate = tf.constant(survey["rate"])
        self.powers = int(EXPONENT)
        self.mean = float(tf.reduce_mean(self.thickness))

    @tf.function
    def stress(self, slope):
        return DENSITY * GRAVITY * self.thickness * tf.sin(slope)

    @tf.function
    def velocity(self, slope):
        strength = math.pow(float(self.rate), 1.0 / EXPONENT.numpy())
        driving = self.stress(slope) / (DENSITY * GRAVITY)
        exponent = EXPONENT.numpy().item() + 1.0
        return strength * tf.pow(driving, exponent) / exponent

    @tf.function
    def profile(self, slope, layers=4):
        weights = np.power(np.linspace(0.0, 1.0, layers), self.powers).astype(np.float32)
        depth = tf.constant(weights) * np.mean(SLOPES) / STEEPEST
        scaled = depth * self.velocity(slope)[0]
        if math.isclose(STEEPEST, 0.1, abs_tol=1e-6):
            scaled = scaled / math.sqrt(STEEPEST)
        return scaled, np.max(SLOPES.numpy()) * slope

    @tf.function
    def relative(self, slope):
        steep = slope > float(SLOPES[1])
        text = f"mean thickness {self.mean:.1f}, {SLOPES.shape[0]} slopes"
        return tf.where(steep, "steep", "gentle"), tf.constant(text)


def survey():
    return {"thickness": tf.constant([100.0, 150.0]), "rate": 2.4}


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


def observed():
    flow = Flow(survey())
    rows = []
    for slope in tf.unstack(SLOPES):
        rows += plain(flow.stress(slope)) + plain(flow.velocity(slope)) + plain(flow.profile(slope))
    texts = [plain(flow.relative(slope)) for slope in tf.unstack(SLOPES)]
    return rows, texts


if __name__ == "__main__":
    graph, graph_texts = observed()
    tf.config.run_functions_eagerly(True)
    eager, eager_texts = observed()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        np.testing.assert_allclose(a, b, rtol=1e-4)
    assert graph_texts == eager_texts and graph_texts[2][0] == b"steep", graph_texts
    print("proved")
