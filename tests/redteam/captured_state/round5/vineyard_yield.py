"""Export yield models for two vineyards, each with its own correction."""
import os
import tempfile

import numpy as np
import tensorflow as tf


class YieldModel(tf.Module):
    def __init__(self, correction=1.0):
        super().__init__()
        self.correction = correction
        self.site = None
        self.base = tf.Variable(2.0)

    def calibrate(self, measured, predicted):
        self.correction = float(np.mean(measured) / np.mean(predicted))
        return self

    def _adjust(self, tonnes):
        return tonnes * self.correction

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def predict(self, rain):
        return self._adjust(self.base * rain)


def prepare(site, measured, predicted):
    model = YieldModel()
    model.site = site
    model.calibrate(np.asarray(measured), np.asarray(predicted))
    return model


def export(model, root):
    path = os.path.join(root, model.site)
    tf.saved_model.save(model, path)
    return path


def main(root):
    north = prepare("north", measured=[3.0, 5.0], predicted=[2.0, 2.0])
    south = prepare("south", measured=[1.0, 1.0], predicted=[2.0, 2.0])
    rain = tf.constant([1.0, 10.0])
    answers = {}
    for model in (north, south):
        loaded = tf.saved_model.load(export(model, root))
        answers[model.site] = (model.predict(rain).numpy().tolist(), loaded.predict(rain).numpy().tolist())
    return answers


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = main(folder)
    assert found["north"] == ([4.0, 40.0], [4.0, 40.0]), found
    assert found["south"] == ([1.0, 10.0], [1.0, 10.0]), found
    print("proved")
