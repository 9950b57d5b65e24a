"""The same objects inside of the traced function, and lists, tuples and dicts that are made of iterators."""

import collections
import itertools
from types import SimpleNamespace

import tensorflow as tf

NAMES = ("mean", "largest")


def summary(x):
    return SimpleNamespace(mean=tf.reduce_mean(x), largest=tf.reduce_max(x))


@tf.function
def used(x):
    made = summary(x)
    return made.mean, made.largest


@tf.function
def collected(x):
    parts = [tf.reduce_mean(x), tf.reduce_max(x)]
    rows = list(zip(NAMES, parts, strict=True))
    tail = tuple(itertools.islice(parts, 1))
    return dict(zip(NAMES, parts, strict=True)), [part for _, part in rows], list(map(tf.abs, parts)), tail


@tf.function
def grown(x):
    found = collections.defaultdict(list)
    for name in NAMES:
        found[name].append(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    return found, found.keys(), b"raw", tape.gradient(y, x)


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value])
        both, parts, sizes, tail = collected(x)
        lists, names, _, slope = grown(x)
        found.append([float(part) for part in (*used(x), both["mean"], *parts, *sizes, *tail)])
        found.append([float(lists["mean"][0][0]), len(list(names))])
        found.append(float(slope[0]))
    return found
