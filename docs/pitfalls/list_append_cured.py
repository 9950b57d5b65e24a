"""The count is a variable, and adding to it an operation."""

import tensorflow as tf

steps = tf.Variable(0)


@tf.function
def train_step(x):
    steps.assign_add(1)
    return x * 0.5


for _ in range(3):
    train_step(tf.constant(1.0))
    print(steps.numpy())
