"""A coroutine method, with options."""

import asyncio

import tensorflow as tf


class Service:
    def __init__(self, scale):
        self.scale = scale

    @tf.function(reduce_retracing=True)
    async def handle(self, x):  # expect: tf-async
        await asyncio.sleep(0)
        return x * self.scale


def run():
    service = Service(2.0)
    return [float(asyncio.run(service.handle(tf.constant(value)))) for value in (1.0, 2.0, 3.0)]
