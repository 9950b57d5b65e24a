"""Re-ranks the candidates of a search query by the dot product of embeddings."""
from typing import NamedTuple

import tensorflow as tf

WIDTH = 4
SLOTS = 3


class Ranking(NamedTuple):
    order: tf.Tensor
    scores: tf.Tensor


@tf.function(input_signature=[
    tf.TensorSpec([None], tf.float32),
    tf.TensorSpec([None, None], tf.float32),
])
def rerank(query, documents):
    """Refuses candidate lists that do not fill all slots."""
    tf.ensure_shape(documents, [SLOTS, WIDTH])  # expect: tf-unused-op-pruned
    scores = tf.linalg.matvec(documents, query)
    order = tf.argsort(scores, direction="DESCENDING")
    return Ranking(order, tf.gather(scores, order))


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([None], tf.float32)])
def discounted_gain(relevance, scores):
    tf.debugging.assert_equal(tf.shape(relevance), tf.shape(scores), message="one score for each document")
    place = tf.cast(tf.range(tf.size(scores)), tf.float32)
    gains = tf.gather(relevance, tf.argsort(scores, direction="DESCENDING"))
    return tf.reduce_sum(gains / (tf.math.log(place + 2.0) / tf.math.log(2.0)))


def candidates(slots):
    return tf.random.stateless_normal([slots, WIDTH], seed=[slots, 1])


def serve(query, slots):
    ranking = rerank(query, candidates(slots))
    return discounted_gain(tf.nn.relu(ranking.scores), ranking.scores)


def main():
    query = tf.constant([0.5, -0.5, 1.0, 0.1])
    print("gain", serve(query, SLOTS).numpy())
    try:
        serve(query, SLOTS - 1)
    except tf.errors.InvalidArgumentError as error:
        print("rejected:", error.message.splitlines()[0])


if __name__ == "__main__":
    main()
    words, short = tf.ones([WIDTH]), candidates(SLOTS - 1)
    try:
        rerank.python_function(words, short)
    except tf.errors.InvalidArgumentError as error:
        assert "is not compatible with expected shape" in str(error)
    else:
        raise AssertionError("eager execution checks the shape")
    assert rerank(words, short).order.shape == [SLOTS - 1]
    try:
        discounted_gain(tf.ones([3]), tf.ones([2]))
    except tf.errors.InvalidArgumentError as error:
        assert "one score for each document" in str(error)
    else:
        raise AssertionError("the assertion is kept")
    print("proved")
