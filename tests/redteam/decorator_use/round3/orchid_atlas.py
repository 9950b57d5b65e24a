"""An atlas of orchids: traits are packed in the containers that a graph may hand out."""
from __future__ import annotations

import dataclasses
from collections import OrderedDict, defaultdict
from typing import NamedTuple

import tensorflow as tf


class Flower(NamedTuple):
    petals: tf.Tensor
    lip: tf.Tensor

    def area(self) -> tf.Tensor:
        return tf.reduce_sum(self.petals) + self.lip


class Herbarium(tf.experimental.ExtensionType):
    heights: tf.Tensor
    names: tf.Tensor


@dataclasses.dataclass
class Traits:
    """Flattened and put together again by TensorFlow itself."""

    mean: tf.Tensor
    spread: tf.Tensor

    def __tf_flatten__(self):
        return (), (self.mean, self.spread)

    @classmethod
    def __tf_unflatten__(cls, metadata, leaves):
        return cls(*leaves)


@tf.function
def measure(petals, lip):
    return Flower(petals / tf.reduce_max(petals), lip)


@tf.function
def press(heights):
    return Herbarium(heights=tf.sort(heights), names=tf.strings.as_string(heights, precision=1))


@tf.function
def traits(heights):
    return Traits(tf.reduce_mean(heights), tf.math.reduce_std(heights))


@tf.function
def columns(heights, lip):
    table = OrderedDict(height=heights, lip=lip)
    table["ratio"] = lip / heights
    return table.values()


@tf.function
def grouped(heights):
    groups = defaultdict(list)
    for place, height in enumerate(tf.unstack(heights)):
        groups["tall" if place % 2 else "short"].append(height)
    return groups


@tf.function
def sparse_or_ragged(heights):
    tall = tf.where(heights > 2.0, heights, 0.0)
    return tf.sparse.from_dense(tall), tf.RaggedTensor.from_row_lengths(heights, [1, 2]), heights.shape


def check(function, *arrays):
    graph = tf.nest.flatten(function(*arrays), expand_composites=True)
    eager = tf.nest.flatten(function.python_function(*arrays), expand_composites=True)
    assert len(graph) == len(eager)
    for a, b in zip(graph, eager):
        assert bool(tf.reduce_all(tf.equal(a, b))), (function, a, b)


if __name__ == "__main__":
    for heights in (tf.constant([1.0, 3.0, 2.0]), tf.constant([5.0, 4.0, 2.0])):
        check(measure, heights, tf.constant(0.5))
        check(press, heights)
        check(grouped, heights)
        graph, eager = columns(heights, heights * 2.0), columns.python_function(heights, heights * 2.0)
        assert [c.numpy().tolist() for c in graph] == [c.numpy().tolist() for c in eager]
        graph, eager = traits(heights), traits.python_function(heights)
        assert abs(float(graph.mean - eager.mean)) < 1e-6 and abs(float(graph.spread - eager.spread)) < 1e-6
        sparse, ragged, shape = sparse_or_ragged(heights)
        also, same, static = sparse_or_ragged.python_function(heights)
        assert sparse.values.numpy().tolist() == also.values.numpy().tolist()
        assert ragged.to_list() == same.to_list() and shape.numpy().tolist() == list(static)
        assert float(measure(heights, tf.constant(0.5)).area()) > 0.5
    print("proved")
