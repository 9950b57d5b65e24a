"""Containers that are made in the call belong to it: they may change at will."""

from collections import deque

import tensorflow as tf


def collect(parts, value):
    parts.append(value)
    return parts


@tf.function
def features(image):
    parts = []
    collect(parts, tf.reduce_mean(image))
    parts.extend([tf.reduce_max(image), tf.reduce_min(image)])
    last = parts.pop()
    named = {"mean": parts[0]}
    named["max"] = parts[1]
    named.update(min=last)
    order = deque(sorted(named))
    order.rotate(1)
    kinds = set()
    kinds.add("image")
    return tf.stack([named[name] for name in order])


def run():
    return [features(tf.constant([value, 2.0, 3.0])).numpy() for value in (1.0, 4.0, 9.0)]
