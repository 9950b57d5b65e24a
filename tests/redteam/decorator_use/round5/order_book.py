"""Statistics of an order book, compiled with XLA: depth, spread, imbalance, matching."""
from typing import NamedTuple

import tensorflow as tf


class Book(NamedTuple):
    prices: tf.Tensor
    sizes: tf.Tensor
    bid: tf.Tensor


@tf.function(jit_compile=True)
def spread(book):
    best_bid = tf.reduce_max(tf.where(book.bid, book.prices, -1e9))
    best_ask = tf.reduce_min(tf.where(book.bid, 1e9, book.prices))
    return best_ask - best_bid


@tf.function(jit_compile=True)
def large_orders(book, threshold):
    chosen = tf.where(book.sizes > threshold)[:, 0]
    return tf.gather(book.prices, chosen), tf.boolean_mask(book.sizes, book.sizes > threshold)


@tf.function(jit_compile=True)
def levels(book):
    distinct, index = tf.unique(book.prices)
    depth = tf.math.unsorted_segment_sum(book.sizes, index, tf.size(distinct))
    top, place = tf.math.top_k(depth, k=2)
    return tf.gather(distinct, place), top


@tf.function(jit_compile=True)
def fill(book, quantity):
    """Walks up the asks until the quantity is bought."""
    order = tf.argsort(tf.where(book.bid, 1e9, book.prices))
    prices, sizes = tf.gather(book.prices, order), tf.gather(book.sizes, order)
    paid, at = tf.constant(0.0), tf.constant(0)
    while quantity > 0.0 and at < tf.size(prices):
        taken = tf.minimum(quantity, sizes[at])
        paid += taken * prices[at]
        quantity -= taken
        at += 1
    return paid


@tf.function(jit_compile=True)
def grid(book, ticks):
    steps = tf.range(ticks)
    offsets = tf.cast(steps, tf.float32) - tf.reduce_mean(book.prices)
    return tf.map_fn(lambda o: tf.reduce_sum(book.sizes * tf.exp(-tf.square(o))), offsets), tf.zeros([ticks])


def snapshot():
    prices = tf.constant([99.0, 98.5, 100.0, 100.5, 100.5, 99.0])
    sizes = tf.constant([10.0, 20.0, 5.0, 8.0, 4.0, 2.0])
    return Book(prices, sizes, prices < 99.5)


def statistics(book):
    return [spread(book), *large_orders(book, tf.constant(6.0)), *levels(book),
            fill(book, tf.constant(10.0)), *grid(book, tf.constant(3))]


if __name__ == "__main__":
    graph = statistics(snapshot())
    tf.config.run_functions_eagerly(True)
    eager = statistics(snapshot())
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert a.shape == b.shape and float(tf.reduce_max(tf.abs(a - b))) < 1e-3, (a, b)
    assert float(graph[0]) == 1.0 and float(graph[5]) == 5 * 100.0 + 5 * 100.5
    print("proved")
