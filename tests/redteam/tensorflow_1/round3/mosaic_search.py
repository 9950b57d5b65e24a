"""Finds stones for mosaics by colour and texture; blocks of the network are functions that a config names."""
import functools

import tensorflow as tf


def compiled(function):
    """What the studio puts on all that is called often."""

    @functools.wraps(function)
    def call(*arguments):
        return traced(*arguments)

    traced = tf.function(function, reduce_retracing=True)
    call.eager = function
    return call


def pool_block(stones):
    return tf.nn.avg_pool2d(stones, 2, 2, "SAME")


def edge_block(stones):
    return tf.reduce_mean(tf.abs(tf.image.sobel_edges(stones)), axis=-1)


def conv_block(stones, filters=4):
    conv = tf.layers.conv2d  # expect: tf1-variables
    return conv(stones, filters, 3, padding="same", activation=tf.nn.relu)


def norm_block(stones):
    return tf.compat.v1.layers.batch_normalization(inputs=stones, training=True)  # expect: tf1-variables


def drop_block(stones, rate=0.5):
    layers = tf.compat.v1.layers
    return layers.dropout(stones, rate=rate)  # expect: tf1-variables


BLOCKS = {"pool": pool_block, "edge": edge_block, "conv": conv_block, "norm": norm_block, "drop": drop_block}


def network(names):
    """Chain the named blocks and compile the chain."""

    @compiled
    def describe(stones):
        for name in names:
            stones = BLOCKS[name](stones)
        return tf.math.l2_normalize(tf.reduce_mean(stones, axis=[1, 2]), axis=-1)

    return describe


@compiled
def nearest(query, shelf):
    likeness = tf.matmul(query, shelf, transpose_b=True)
    best = tf.argmax(likeness, axis=-1)
    if tf.reduce_max(likeness) < 0.0:
        best = -tf.ones_like(best)
    return best


def stones(seed, count=3):
    return tf.random.stateless_uniform([count, 8, 8, 3], [seed, 1])


if __name__ == "__main__":
    describe = network(("edge", "pool", "edge"))
    shelf = describe(stones(0))
    for seed in range(3):
        query = describe(stones(seed))
        assert float(tf.reduce_max(tf.abs(query - describe.eager(stones(seed))))) < 1e-5
        assert nearest(query, shelf).numpy().tolist() == nearest.eager(query, shelf).numpy().tolist()
    assert nearest(shelf, shelf).numpy().tolist() == [0, 1, 2]
    for name in ("conv", "norm", "drop"):
        try:
            network((name,))(stones(0))  # allow: tf-function-in-loop
        except AttributeError as error:
            assert "has no attribute 'layers'" in str(error) or "not available with Keras 3" in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
