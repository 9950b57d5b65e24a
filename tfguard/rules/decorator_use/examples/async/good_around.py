"""The cure: a coroutine calls a traced function; another hands it to a thread."""

import asyncio

import tensorflow as tf


@tf.function
def predict(x):
    return x * 2.0


async def answer(value):
    await asyncio.sleep(0)
    return float(predict(tf.constant(value)))


async def answer_in_thread(value):
    return float(await asyncio.to_thread(predict, tf.constant(value)))


def run():
    return [[asyncio.run(answer(value)), asyncio.run(answer_in_thread(value))] for value in (1.0, 2.0, 3.0)]
