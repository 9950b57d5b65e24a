"""Losses of a two-tower retrieval model, all of them traced for embeddings of one width."""
from functools import partial

import tensorflow as tf

WIDTH = 16
EMBEDDINGS = tf.TensorSpec(shape=[None, WIDTH], dtype=tf.float32)

on_pairs = partial(tf.function, input_signature=[EMBEDDINGS, EMBEDDINGS])


@on_pairs
def in_batch_softmax(queries, items):
    scores = tf.matmul(queries, items, transpose_b=True)
    labels = tf.range(tf.shape(queries)[0])
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores))


@on_pairs
def alignment(queries, items):
    queries, items = tf.math.l2_normalize(queries, 1), tf.math.l2_normalize(items, 1)
    return tf.reduce_mean(tf.reduce_sum((queries - items) ** 2, axis=1))


def define_single_tower_losses():
    @on_pairs  # expect: tf-bad-input-signature
    def uniformity(embeddings):  # allow: tf-bad-input-signature
        unit = tf.math.l2_normalize(embeddings, 1)
        gaps = tf.reduce_sum((unit[:, None] - unit[None]) ** 2, axis=-1)
        return tf.math.log(tf.reduce_mean(tf.exp(-2.0 * gaps)))

    return {"uniformity": uniformity}


def report(queries, items):
    values = {"softmax": in_batch_softmax(queries, items), "alignment": alignment(queries, items)}
    for name, loss in define_single_tower_losses().items():
        values[name] = loss(queries)
    return values


def towers(batch):
    queries = tf.random.stateless_normal([batch, WIDTH], seed=[2, 0])
    return queries, queries + 0.1 * tf.random.stateless_normal([batch, WIDTH], seed=[2, 1])


def main():
    queries, items = towers(5)
    return report(queries, items)


if __name__ == "__main__":
    pair = towers(5)
    for loss in (in_batch_softmax, alignment):
        assert abs(float(loss(*pair)) - float(loss.python_function(*pair))) < 1e-5
    assert in_batch_softmax(*towers(3)).shape == () and in_batch_softmax.experimental_get_tracing_count() == 1
    try:
        main()
    except TypeError as error:
        assert "input_signature contains 1 extra type constraints" in str(error), error
    else:
        raise AssertionError("one spec too many was taken")
    print("proved")
