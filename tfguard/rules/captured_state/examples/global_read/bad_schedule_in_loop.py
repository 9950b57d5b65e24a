"""The rate is halved after each epoch, and the graph goes on with the rate of the first."""

import tensorflow as tf

learning_rate = 1.0
weights = tf.Variable([10.0, 20.0])


@tf.function
def train_step(gradient):
    weights.assign_sub(learning_rate * gradient)  # expect: tf-global-read


def run():
    global learning_rate
    seen = []
    for _ in range(3):
        for _ in range(2):
            train_step(tf.constant([1.0, 1.0]))
        learning_rate *= 0.5
        seen.append(weights.numpy())
    return seen
