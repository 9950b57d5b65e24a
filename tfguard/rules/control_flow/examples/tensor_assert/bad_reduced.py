"""An assertion about all elements: its condition is a tensor of the graph."""

import tensorflow as tf


@tf.function
def logits(probabilities):
    assert tf.reduce_all(probabilities > 0.0), "probabilities are positive"  # expect: tf-tensor-assert
    return tf.math.log(probabilities)


def run():
    return [float(tf.reduce_sum(logits(tf.fill([3], value)))) for value in (0.1, 0.5, 0.9)]
