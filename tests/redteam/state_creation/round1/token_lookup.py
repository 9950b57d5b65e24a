"""Maps tokens to ids with a table that is rebuilt inside the graph, and scores n-grams."""
import numpy as np
import tensorflow as tf

WORDS = ["the", "cat", "sat", "on", "mat"]


def lookup_table(words):
    keys = tf.constant(words)
    values = tf.range(len(words), dtype=tf.int64)
    return tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, values), default_value=-1)


@tf.function
def token_ids(tokens):
    table = tf.lookup.StaticHashTable(
        tf.lookup.KeyValueTensorInitializer(tf.constant(WORDS), tf.range(len(WORDS), dtype=tf.int64)), -1)
    return table.lookup(tokens)


@tf.function
def bigram_counts(ids):
    """Counts of each (previous, next) pair, as a dense matrix."""
    size = len(WORDS)
    pairs = tf.TensorArray(tf.int64, size=0, dynamic_size=True)
    written = 0
    for i in tf.range(tf.shape(ids)[0] - 1):
        if ids[i] >= 0 and ids[i + 1] >= 0:
            pairs = pairs.write(written, ids[i] * size + ids[i + 1])
            written += 1
    return tf.reshape(tf.math.bincount(tf.cast(pairs.stack(), tf.int32), minlength=size * size), [size, size])


@tf.function
def unknown_rate(ids):
    loss = tf.keras.losses.MeanAbsoluteError()
    unknown = tf.cast(ids < 0, tf.float32)
    return loss(tf.zeros_like(unknown), unknown)


def analyse(sentence):
    tokens = tf.constant(sentence.split())
    ids = token_ids(tokens)
    return ids.numpy(), bigram_counts(ids).numpy(), float(unknown_rate(ids))


if __name__ == "__main__":
    sentences = ["the cat sat on the mat", "a cat on a mat in the mat", "the the the cat cat cat"]
    tf.config.run_functions_eagerly(True)
    eager = [analyse(s) for s in sentences]
    tf.config.run_functions_eagerly(False)
    for (ids, counts, rate), graph in zip(eager, [analyse(s) for s in sentences]):
        np.testing.assert_array_equal(ids, graph[0])
        np.testing.assert_array_equal(counts, graph[1])
        assert abs(rate - graph[2]) < 1e-6
    assert int(lookup_table(WORDS).lookup(tf.constant("sat"))) == 2
    print("proved")
