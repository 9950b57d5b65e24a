"""A traced function that defines a coroutine function and does not use it."""

import tensorflow as tf


@tf.function
def step(x):
    async def later():
        return x

    del later
    if x > 1.0:
        x = x * 2.0
    return x


def run():
    return [step(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
