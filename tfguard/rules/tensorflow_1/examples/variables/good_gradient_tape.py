"""An old optimizer with gradients of a tape, and a saver that is told what to save."""

import tensorflow as tf

weight = tf.Variable(1.0)
optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(weight * x)
    optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
    return loss


def run():
    results = [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    saver = tf.compat.v1.train.Saver([weight])
    saver.save(None, "weights")
    return [*results, float(weight)]
