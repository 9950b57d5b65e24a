"""Aligns the words of a sentence with those of its translation (expectation and maximisation in a graph)."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

PAIRS = [([0, 1], [0, 1]), ([0, 2], [0, 2]), ([1], [1])]
SOURCE, TARGET = 3, 3


def build():
    source = tf.placeholder(tf.int32, [None], name="source")
    target = tf.placeholder(tf.int32, [None], name="target")
    with tf.variable_scope("aligner"):
        table = tf.get_variable(
            "table", [SOURCE, TARGET], initializer=tf.constant_initializer(1.0 / TARGET), trainable=False
        )
        counts = tf.get_variable(
            "counts", [SOURCE, TARGET], initializer=tf.zeros_initializer(), trainable=False
        )
    rows = tf.gather(tf.gather(table, source), target, axis=1)
    shares = rows / tf.reduce_sum(rows, axis=0, keepdims=True)
    pairs = tf.stack(tf.meshgrid(source, target, indexing="ij"), axis=-1)
    collect = tf.scatter_nd_add(counts, tf.reshape(pairs, [-1, 2]), tf.reshape(shares, [-1]))
    update = tf.assign(table, counts / tf.reduce_sum(counts, axis=1, keepdims=True))
    with tf.control_dependencies([update]):
        forget = tf.assign(counts, tf.zeros_like(counts))
    return source, target, collect, forget, table


def align(rounds):
    source, target, collect, forget, table = build()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(rounds):
            for words, translated in PAIRS:
                session.run(collect, {source: words, target: translated})
            session.run(forget)
        return table.eval(session=session)


if __name__ == "__main__":
    table = align(rounds=12)
    assert not tf.executing_eagerly()
    assert np.allclose(table.sum(axis=1), 1.0, atol=1e-5)
    assert list(table.argmax(axis=1)) == [0, 1, 2], table
    print("proved")
