"""A number drawn by Python in a traced function."""

import random

import tensorflow as tf

random.seed(5)


@tf.function
def jitter(x):
    return x + random.randint(1, 99)


for _ in range(3):
    print(jitter(tf.constant(100)).numpy())
