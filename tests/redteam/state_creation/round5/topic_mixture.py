"""Online topic mixture: word counts are shared by all workers of a process."""
import logging

import numpy as np
import tensorflow as tf

log = logging.getLogger("topics")
TOPICS = 2
_WORD_COUNTS = None
_PRIOR = 0.5


def word_counts(vocabulary):
    """Counts of each word in each topic, made when first needed."""
    global _WORD_COUNTS
    if _WORD_COUNTS is None:
        spread = tf.reshape(tf.range(1.0, TOPICS * vocabulary + 1.0), [TOPICS, vocabulary])
        _WORD_COUNTS = tf.Variable(spread, trainable=False)  # expect: tf-global-none-guard
    return _WORD_COUNTS


def responsibilities(counts, document):
    smoothed = counts + _PRIOR
    words = tf.math.log(smoothed / tf.reduce_sum(smoothed, axis=1, keepdims=True))
    return tf.nn.softmax(tf.linalg.matvec(words, document))


def _update(document):
    counts = word_counts(document.shape[0])
    weights = responsibilities(counts, document)
    counts.assign_add(weights[:, None] * document[None, :])
    log.info("responsibilities %s", weights)  # expect: tf-logging
    return weights


def _anneal(document, temperature):
    history = []
    for _ in range(3):
        weights = _update(document)
        history.append(weights)
    sharpness = tf.Variable(1.0 / temperature)  # expect: tf-variable-creation
    return tf.reduce_mean(tf.stack(history), axis=0) * sharpness


update = tf.function(_update)
anneal = tf.function(_anneal)


def fit(documents):
    return [update(tf.constant(document, tf.float32)).numpy() for document in documents]


def reset():
    """Forgets everything that the eager reference has counted."""
    word_counts(3).assign(tf.reshape(tf.range(1.0, 7.0), [TOPICS, 3]))


if __name__ == "__main__":
    corpus = np.array([[2, 0, 1], [0, 3, 1], [1, 1, 0], [4, 0, 0]])
    records: list[logging.LogRecord] = []
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addFilter(lambda record: records.append(record) or False)
    graph = fit(corpus)
    assert len(records) == 2  # the body runs twice on the first call
    records.clear()
    assert isinstance(_WORD_COUNTS, tf.Variable)
    after = _WORD_COUNTS.numpy()
    reset()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(fit(corpus), graph, rtol=1e-5)
    assert len(records) == 4
    np.testing.assert_allclose(_WORD_COUNTS.numpy(), after, rtol=1e-5)
    for _ in range(2):
        assert anneal(tf.ones([3]), tf.constant(2.0)).shape == (TOPICS,)
    tf.config.run_functions_eagerly(False)
    try:
        anneal(tf.ones([3]), tf.constant(2.0))
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
