"""json and pickle on strings, io.StringIO and a path's name touch no file."""

import io
import json
import pathlib

import tensorflow as tf

CONFIG = '{"units": 3, "scale": 0.5}'


@tf.function
def project(inputs):
    config = json.loads(CONFIG)
    name = pathlib.Path("models/dense.h5").stem
    buffer = io.StringIO()
    buffer.write(name)
    return tf.repeat(inputs * config["scale"], config["units"], name=buffer.getvalue())


def run():
    return [project(tf.constant([value])).numpy() for value in (1.0, 2.0)]
