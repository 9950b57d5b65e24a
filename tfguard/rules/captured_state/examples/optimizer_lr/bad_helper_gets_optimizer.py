"""A helper sets the rate of the optimizer that it gets."""

import tensorflow as tf

weights = tf.Variable(0.0)
sgd = tf.keras.optimizers.SGD(1.0)
sgd.build([weights])


@tf.function
def step(gradient):
    sgd.apply_gradients([(gradient, weights)])


def warm_up(optimizer, epoch):
    optimizer.lr = 0.1 * (epoch + 1)  # expect: tf-optimizer-lr


def run():
    for epoch in range(3):
        warm_up(sgd, epoch)
        step(tf.constant(-1.0))
    return {"results": weights.numpy(), "wanted": 0.1 + 0.2 + 0.3}
