"""The cure: read in the constructor or in the caller, and hand the value in."""

import json
import os
import pathlib

import numpy as np
import tensorflow as tf

FOLDER = os.path.join("run", "one")


class Scaler:
    def __init__(self, path):
        self.scale = tf.constant(np.load(path))

    @tf.function
    def apply(self, inputs, rate):
        name = os.path.join("scaled", "inputs")
        return tf.multiply(inputs * self.scale, rate, name=name.replace(os.sep, "_"))


def run():
    os.makedirs(FOLDER)
    np.save(os.path.join(FOLDER, "scale.npy"), np.float32(3.0))
    settings = pathlib.Path(FOLDER, "settings.json")
    scaler = Scaler(os.path.join(FOLDER, "scale.npy"))
    results = []
    for rate in (1.0, 0.5):
        settings.write_text(json.dumps({"rate": rate}))
        rate = json.loads(settings.read_text())["rate"]
        results.append(scaler.apply(tf.constant(2.0), tf.constant(rate)).numpy())
    return results
