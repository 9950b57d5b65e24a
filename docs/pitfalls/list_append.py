"""A list that is to grow at each call."""

import tensorflow as tf

seen = []


@tf.function
def train_step(x):
    seen.append("step")
    return x * 0.5


for _ in range(3):
    train_step(tf.constant(1.0))
    print(len(seen))
