"""Dicts and lists that are only read, and a memo of Python constants that always get the same value."""

import math

import tensorflow as tf

RATES = {"warmup": 0.1, "steady": 1.0}
_scales = {}


def scale_for(width):
    if width not in _scales:
        _scales[width] = 1.0 / math.sqrt(width)
    return _scales[width]


@tf.function
def attention_logits(queries, keys):
    logits = tf.matmul(queries, keys, transpose_b=True) * scale_for(queries.shape[-1])
    return logits * RATES.get("warmup", 1.0)


def run():
    keys = tf.constant([[1.0, 0.0, 2.0, 1.0]])
    return [attention_logits(keys * scale, keys).numpy() for scale in (1.0, 2.0, 3.0)]
