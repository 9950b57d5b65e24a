"""Signatures that fit: tuples, structures, ragged tensors, defaults, any number of arguments."""

import tensorflow as tf

SCALAR = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=({"x": SCALAR, "pair": (SCALAR, SCALAR)},))
def total(batch):
    return batch["x"] + batch["pair"][0] * batch["pair"][1]


@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.float32)])
def lengths(rows):
    return rows.row_lengths()


@tf.function(input_signature=[SCALAR])
def scaled(x, factor=2.0, *, offset=1.0):
    return x * factor + offset


@tf.function(input_signature=[SCALAR, SCALAR])
def added(*parts):
    return tf.add_n(parts)


@tf.function(input_signature=[])
def constant():
    return tf.constant(7.0)


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant(value)
        rows = tf.ragged.constant([[value], [value, value]])
        found.append([total({"x": x, "pair": (x, x)}).numpy(), lengths(rows).numpy().tolist()])
        found.append([scaled(x).numpy(), added(x, x).numpy(), constant().numpy()])
    return found
