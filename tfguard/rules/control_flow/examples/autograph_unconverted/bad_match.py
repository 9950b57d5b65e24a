"""`match` on a Python value leaves the whole function as it is; the tensor's `if` stands far below."""

import tensorflow as tf


@tf.function
def activate(x, kind):
    match kind:  # expect: tf-autograph-unconverted
        case "relu":
            x = tf.nn.relu(x)
        case "tanh":
            x = tf.tanh(x)
    if tf.reduce_max(x) > 1.0:
        x = x / tf.reduce_max(x)
    return x


def run():
    return [activate(tf.constant([value]), "relu").numpy().tolist() for value in (1.0, 2.0, 3.0)]
