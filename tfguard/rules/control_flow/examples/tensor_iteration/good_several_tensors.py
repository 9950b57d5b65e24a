"""Lists and tuples of tensors, what tf.unstack, tf.split and a layer with states give, static shapes."""

import tensorflow as tf

lstm = tf.keras.layers.LSTM(2, return_state=True)
lstm.build((None, 3, 1))


def spread(values):
    mean, variance = tf.nn.moments(values, axes=[0])
    return mean + variance


@tf.function
def step(x, weights):
    rows, columns = x.shape
    parts = [part * 2.0 for part in tf.unstack(x)]
    left, right = tf.split(x, 2, axis=1)
    scaled = sum(part * weight for part, weight in zip(parts, weights))
    _, hidden, cell = lstm(tf.reshape(x[:, 0], [1, 3, 1]))
    both = [*parts, scaled]
    return tf.add_n(both) + spread(left) + spread(right) + float(rows * columns) + 0.0 * tf.reduce_sum(hidden + cell)


def run():
    weights = [tf.constant(1.0), tf.constant(2.0), tf.constant(3.0)]
    rows = [tf.reshape(tf.constant([value, 1.0, 2.0, 3.0, 4.0, 5.0]), [3, 2]) for value in (1.0, 2.0, 3.0)]
    return [float(tf.reduce_sum(step(row[:, :1] * tf.ones([1, 2]), weights))) for row in rows]
