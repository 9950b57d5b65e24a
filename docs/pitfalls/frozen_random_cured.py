"""The number is drawn by an operation."""

import tensorflow as tf

tf.random.set_seed(5)


@tf.function
def jitter(x):
    return x + tf.random.uniform([], 1, 100, dtype=tf.int32)


drawn = {int(jitter(tf.constant(100))) for _ in range(20)}
print("different numbers:", len(drawn) > 1)
