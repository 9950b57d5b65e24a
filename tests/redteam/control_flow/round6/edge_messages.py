"""Message passing over citation graphs given as an edge list."""
from typing import Tuple

import tensorflow as tf


@tf.function
def spread(features: tf.Tensor, edges: tf.Tensor) -> tf.Tensor:
    """One round of mean aggregation; edges is a [2, E] integer tensor."""
    sources, targets = edges  # expect: tf-tensor-iteration
    count = tf.shape(features)[0]
    messages = tf.gather(features, sources)
    return tf.math.unsorted_segment_mean(messages, targets, count)


@tf.function
def readout(features: tf.Tensor, groups: tf.Tensor):
    """A vector per graph of the batch: the sum of its nodes, scaled to length one."""
    pooled = tf.math.unsorted_segment_sum(features, groups, 2)
    return [row / tf.norm(row) for row in pooled]  # expect: tf-tensor-iteration


@tf.function(autograph=False)
def smoothness(signal: tf.Tensor, edges: tf.Tensor) -> tf.Tensor:
    """Sum of the squared differences along the edges."""
    total = tf.zeros([])
    for pair in tf.transpose(edges):  # expect: tf-tensor-iteration
        ends = tf.gather(signal, pair)
        total += tf.square(ends[0] - ends[1])
    return total


@tf.function
def degrees(edges: tf.Tensor) -> Tuple[tf.Tensor, tf.Tensor]:
    sources, targets = tf.unstack(edges)
    ones = tf.ones_like(sources)
    incoming = tf.math.unsorted_segment_sum(ones, targets, 5)
    outgoing = tf.math.unsorted_segment_sum(ones, sources, 5)
    return incoming, outgoing


def citation_graph():
    edges = tf.constant([[0, 1, 2, 3, 4], [1, 2, 0, 4, 3]])
    features = tf.reshape(tf.range(10.0), [5, 2]) + 1.0
    return features, edges, tf.constant([0, 0, 0, 1, 1])


def run():
    features, edges, groups = citation_graph()
    hidden = spread(features, edges)
    return hidden, readout(hidden, groups), smoothness(features[:, 0], edges), degrees(edges)


def rejected(function, *args):
    try:
        function(*args)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return "Iterating over a symbolic `tf.Tensor` is not allowed" in str(error)
    return False


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    hidden, vectors, energy, _ = run()
    assert hidden.shape == [5, 2] and len(vectors) == 2 and float(energy) == 4.0 + 4.0 + 16.0 + 4.0 + 4.0
    tf.config.run_functions_eagerly(False)
    nodes, links, batch = citation_graph()
    assert rejected(spread, nodes, links)
    assert rejected(readout, nodes, batch)
    assert rejected(smoothness, nodes[:, 0], links)
    assert degrees(links)[0].numpy().tolist() == [1, 1, 1, 1, 1]
    print("proved")
