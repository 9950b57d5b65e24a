"""An embedding service: a global table loaded by eager callers, arguments for compiled code."""
import keras
import numpy as np
import tensorflow as tf

TABLE_SIZE = (4, 3)
_table = None
_encoder = None
_requests = 0


def load_table():
    """The table, made by the first caller; only eager code calls this."""
    global _table
    if _table is None:
        values = np.arange(np.prod(TABLE_SIZE)).reshape(TABLE_SIZE) / 10.0
        _table = tf.Variable(values, dtype=tf.float32)
    return _table


def load_encoder():
    global _encoder
    if _encoder is None:
        _encoder = keras.layers.Dense(2, kernel_initializer="ones")
        _encoder.build((None, TABLE_SIZE[1]))
    return _encoder


def reload_table(scale):
    """Replaces the table; compiled code gets the new one with its next call."""
    global _table
    _table = tf.Variable(load_table() * scale)


@tf.function
def pooled(table, ids):
    rows = tf.gather(table, ids)
    weights = tf.nn.softmax(tf.reduce_sum(rows, axis=-1))
    return tf.reduce_sum(weights[:, None] * rows, axis=0)


@tf.function
def encode(kernel, bias, features):
    return tf.tanh(tf.linalg.matvec(kernel, features, transpose_a=True) + bias)


@tf.function
def forget(table, ids):
    """Sets rows to zero in place."""
    table.scatter_nd_update(ids[:, None], tf.zeros([ids.shape[0], table.shape[1]]))
    return tf.norm(table)


def handle(ids):
    """One request."""
    global _requests
    _requests += 1
    encoder = load_encoder()
    features = pooled(load_table(), tf.constant(ids))
    return encode(encoder.kernel.value, encoder.bias.value, features).numpy()


def day(batches):
    answers = [handle(ids) for ids in batches]
    reload_table(0.5)
    answers += [handle(ids) for ids in batches]
    norm = float(forget(load_table(), tf.constant(batches[0])))
    answers += [handle(ids) for ids in batches]
    return np.append(np.stack(answers), norm)


if __name__ == "__main__":
    requests = [[0, 1], [1, 2], [3, 3]]
    graph = day(requests)
    globals().update(_table=None)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(day(requests), graph, rtol=1e-5)
    assert _requests == 18
    print("proved")
