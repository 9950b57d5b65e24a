"""A coroutine function is wrapped by a call, in another function."""

import asyncio

import tensorflow as tf


async def scale(x):
    return x * 3.0


def make():
    return tf.function(scale)  # expect: tf-async


def run():
    scale_in_graph = make()
    return [float(asyncio.run(scale_in_graph(tf.constant(value)))) for value in (1.0, 2.0, 3.0)]
