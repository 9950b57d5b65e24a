"""Packs token sequences: padding, cutting and growing, with matching types throughout."""
from typing import NamedTuple

import tensorflow as tf


class Packed(NamedTuple):
    tokens: tf.Tensor
    mask: tf.Tensor


SPEC = [tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.int32)]


@tf.function(input_signature=SPEC)
def fit_length(tokens, length):
    """Both branches give a vector, though not one of the same length."""
    size = tf.size(tokens)
    if size < length:
        packed = tf.pad(tokens, [[0, length - size]])
        used = tf.cast(size, tf.float32) / tf.cast(length, tf.float32)
    else:
        packed = tokens[:length]
        used = 1.0
    return packed, used


@tf.function(input_signature=SPEC)
def repeat_to(tokens, length):
    grown = tokens
    while tf.size(grown) < length:
        tf.autograph.experimental.set_loop_options(shape_invariants=[(grown, tf.TensorShape([None]))])
        grown = tf.concat([grown, tokens], axis=0)
    return grown


@tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
def score(tokens):
    """Counts are whole numbers and sums are floats from the start."""
    count = 0
    total = 0.0
    longest = tf.zeros([], tf.int64)
    for token in tokens:
        if token > 0:
            count += 1
            total += 1.0 / tf.cast(token, tf.float32)
        else:
            longest = tf.maximum(longest, tf.cast(count, tf.int64))
    return count, total, longest


@tf.function(input_signature=SPEC)
def pack(tokens, limit):
    if tf.reduce_max(tokens) > limit:
        result = Packed(tf.minimum(tokens, limit), tokens <= limit)
        label = "cut"
    else:
        result = Packed(tokens, tf.ones_like(tokens, tf.bool))
        label = "whole"
    return result, label


@tf.function(input_signature=SPEC)
def head_or_tail(tokens, limit):
    piece = tokens[:2] if tf.size(tokens) > limit else tokens[-1:]
    return tf.reduce_sum(piece)


def process(rows):
    results = []
    for row in rows:
        tokens = tf.constant(row)
        limit = tf.constant(4)
        packed, used = fit_length(tokens, limit)
        results.append([packed, used, repeat_to(tokens, limit), score(tokens)])
        (kept, mask), label = pack(tokens, limit)
        results.append([kept, mask, tf.strings.length(label), head_or_tail(tokens, limit)])
    return results


if __name__ == "__main__":
    rows = [[3, 1, 7], [2, 0, 5, 4, 6, 9], [8]]
    compiled = process(rows)
    tf.config.run_functions_eagerly(True)
    plain = process(rows)
    tf.config.run_functions_eagerly(False)
    pairs = zip(tf.nest.flatten(compiled), tf.nest.flatten(plain))
    for ours, theirs in pairs:
        ours, theirs = tf.cast(ours, tf.float32), tf.cast(theirs, tf.float32)
        assert ours.shape == theirs.shape and float(tf.reduce_sum(tf.abs(ours - theirs))) < 1e-5
    assert all(f.experimental_get_tracing_count() == 1 for f in (fit_length, repeat_to, score, pack, head_or_tail))
    print("proved")
