"""Nucleus filtering of next-token logits with a threshold that tightens."""
import numpy as np
import tensorflow as tf

TEMPERATURE = tf.Variable(2.0, trainable=False)
THRESHOLD = tf.Variable(0.95, trainable=False)
MASKED = -1e9


def cool(factor, floor=0.2):
    """Makes later choices sharper."""
    global TEMPERATURE
    TEMPERATURE.assign(tf.maximum(floor, TEMPERATURE * factor))


def tighten():
    THRESHOLD.assign_sub(0.1)


def keep_nucleus(logits):
    order = tf.argsort(logits, direction="DESCENDING")
    ranked = tf.gather(tf.nn.softmax(logits), order)
    before = tf.cumsum(ranked, exclusive=True)
    kept = tf.where(before < THRESHOLD, tf.gather(logits, order), MASKED)
    return tf.scatter_nd(order[:, tf.newaxis], kept, tf.shape(logits))


@tf.function
def distribution(logits):
    return tf.nn.softmax(keep_nucleus(logits / TEMPERATURE))


def decode(rounds):
    logits = tf.constant([3.0, 2.0, 1.0, 0.5, 0.0, -1.0])
    rows = []
    while len(rows) < rounds:
        rows.append(distribution(logits).numpy())
        cool(0.85)
        if len(rows) % 2 == 0:
            tighten()
    return np.stack(rows)


def reset():
    TEMPERATURE.assign(2.0)
    THRESHOLD.assign(0.95)


if __name__ == "__main__":
    graph = decode(6)
    assert distribution.experimental_get_tracing_count() == 1
    assert len({tuple(row) for row in graph.round(4)}) == 6
    reset()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(decode(6), graph, atol=1e-6)
    print("proved")
