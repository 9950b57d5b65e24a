"""Exports one edge-preserving filter in several strengths for a camera app."""
import os
import tempfile

import tensorflow as tf

EDGE = tf.constant([[0.0, 0.0, 1.0]])


class Bilateral(tf.Module):
    """A one-dimensional bilateral filter over three taps."""

    def __init__(self, strength):
        super().__init__()
        self.spatial = tf.constant([0.25, 0.5, 0.25])
        self.strength = strength

    def weights(self, taps):
        difference = taps - taps[:, 1:2]
        return self.spatial * tf.exp(-tf.square(difference) / self.strength)  # expect: tf-attribute-read

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def smooth(self, taps):
        weights = self.weights(taps)
        return tf.reduce_sum(weights * taps, axis=-1) / tf.reduce_sum(weights, axis=-1)


class Exporter:
    def __init__(self, root):
        self.root = root
        self.filter = Bilateral(1.0)
        self.written = {}
        self.previews = {}

    def write(self, name):
        path = os.path.join(self.root, name)
        tf.saved_model.save(self.filter, path)  # expect: tf-saved-python-value
        self.written[name] = path

    def export(self, variants):
        for name, strength in variants.items():
            self.filter.strength = strength
            self.previews[name] = float(self.filter.smooth(EDGE)[0])
            self.write(name)
        return self.written


def load_and_run(paths, taps):
    answers = {}
    for name, path in paths.items():
        served = tf.saved_model.load(path)
        answers[name] = float(served.smooth(taps)[0])
    return answers


def build_all(root):
    variants = {"soft": 4.0, "medium": 1.0, "crisp": 0.1}
    exporter = Exporter(root)
    paths = exporter.export(variants)
    return load_and_run(paths, EDGE), exporter.previews


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        outcome, previews = build_all(folder)
    assert outcome == previews
    assert outcome["soft"] == outcome["medium"] == outcome["crisp"]
    tf.config.run_functions_eagerly(True)
    filters = [Bilateral(strength) for strength in (4.0, 1.0, 0.1)]
    expected = [float(one.smooth(EDGE)[0]) for one in filters]
    assert expected[0] > expected[1] > expected[2]
    assert abs(outcome["crisp"] - expected[0]) < 1e-5
    print("proved")
