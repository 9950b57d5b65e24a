"""A captured eager tensor is replaced, and so is a function: the graph knows the first ones."""

import tensorflow as tf

centre = tf.constant([1.0, 1.0])
activation = tf.nn.relu


@tf.function
def shifted(values):
    return values - centre  # expect: tf-global-read


@tf.function
def activated(values):
    return activation(values)  # expect: tf-global-read


def run():
    global activation, centre
    values = tf.constant([-2.0, 3.0])
    results = [shifted(values).numpy(), activated(values).numpy()]
    centre = tf.constant([0.5, 0.5])
    activation = tf.math.square
    results += [shifted(values).numpy(), activated(values).numpy()]
    return results
