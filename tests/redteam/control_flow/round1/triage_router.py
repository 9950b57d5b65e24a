"""Routes messages by Python rules: match, walrus and for-else in traced code without conditions on tensors."""
import re
from typing import NamedTuple

import tensorflow as tf


class Route(NamedTuple):
    queue: str
    priority: int


ROUTES = [Route("billing", 2), Route("outage", 9), Route("other", 1)]
PATTERN = re.compile(r"(\w+)-(\d+)")


@tf.function
def weights_for(scores, mode):
    match mode:
        case "sum":
            combined = tf.reduce_sum(scores, axis=0)
        case "max" | "peak":
            combined = tf.reduce_max(scores, axis=0)
        case ("scaled", float(factor)):
            combined = factor * tf.reduce_mean(scores, axis=0)
        case _:
            raise ValueError(f"no mode {mode!r}")
    return combined * tf.constant([float(route.priority) for route in ROUTES])


@tf.function
def boosted(scores, code):
    if (found := PATTERN.fullmatch(code)) is not None:
        factor = float(found.group(2))
    else:
        factor = 1.0
    for position, route in enumerate(ROUTES):
        if found and route.queue == found.group(1):
            break
    else:
        position = len(ROUTES) - 1
    mask = tf.one_hot(position, len(ROUTES))
    return scores * (1.0 + (factor - 1.0) * mask)


@tf.function
def numbered(scores):
    def pairs():
        for number, route in enumerate(ROUTES, start=1):
            yield number, route.queue

    offsets = tf.constant([float(number) for number, _ in pairs()])
    return tf.where(scores > 0.5, scores + offsets, scores)


@tf.function
def decide(scores):
    best = tf.argmax(scores, output_type=tf.int32)
    second: tf.Tensor = tf.reduce_max(tf.where(tf.one_hot(best, len(ROUTES)) > 0, -1.0, scores))
    if scores[best] - second < 0.1:
        best = tf.constant(-1)
    return best


def evidence():
    return tf.constant([[0.2, 0.7, 0.1], [0.6, 0.8, 0.3]])


def same(function, *arguments):
    a = function(*arguments)
    b = function.python_function(*arguments)
    return a.dtype == b.dtype and float(tf.reduce_max(tf.abs(a - b))) < 1e-5


if __name__ == "__main__":
    table = evidence()
    for _ in range(2):
        for scores in (table, 2.0 * table):
            assert same(weights_for, scores, "sum")
            assert same(weights_for, scores, "max")
        for row in (table[0], table[1]):
            assert same(boosted, row, "outage-3")
            assert same(boosted, row, "none")
            assert same(numbered, row)
            assert int(decide(row)) == int(decide.python_function(row))
    print("proved")
