"""A coroutine of a server is traced."""

import asyncio

import tensorflow as tf

weights = tf.constant([1.0, 2.0])


@tf.function
async def predict(x):  # expect: tf-async
    return tf.reduce_sum(x * weights)


async def answers():
    return [float(await predict(tf.constant([value, 1.0]))) for value in (1.0, 2.0, 3.0)]


def run():
    return asyncio.run(answers())
