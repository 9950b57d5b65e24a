"""Known limit: tf.io.read_file of a constant name is evaluated once, when TensorFlow optimises the graph.

With a name that comes as a tensor argument the file is read at each call.
"""

import pathlib

import tensorflow as tf


@tf.function
def stale(x):
    return x * tf.strings.to_number(tf.io.read_file("factor.txt"))  # unseen: tf-file-io


@tf.function
def fresh(x, name):
    return x * tf.strings.to_number(tf.io.read_file(name))


def run():
    results = []
    for i in range(4):
        pathlib.Path("factor.txt").write_text(str(i + 1.0))
        results.append([stale(tf.ones([])), fresh(tf.ones([]), tf.constant("factor.txt"))])
    return {"b1": results}
