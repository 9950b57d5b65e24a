"""Dispatches ferries: an asynchronous server whose handlers were all given the same decorator."""
import asyncio
import functools

import tensorflow as tf

CAPACITY = tf.constant([40.0, 25.0, 60.0])
HANDLERS = {}


def handler(name, **options):
    """Registers a compiled function under a name."""

    def register(function):
        compiled = tf.function(function, **options)
        HANDLERS[name] = compiled
        return compiled

    return register


@handler("load")
def load(waiting):
    return tf.minimum(waiting, CAPACITY)


@handler("order", reduce_retracing=True)
def order(waiting):
    return tf.argsort(waiting / CAPACITY, direction="DESCENDING")


@handler("depart")
async def depart(waiting):  # expect: tf-async
    left = waiting - tf.minimum(waiting, CAPACITY)
    await asyncio.sleep(0)
    return left


class Server:
    def __init__(self, handlers):
        self.handlers = handlers
        self.log = []

    async def answer(self, name, waiting):
        await asyncio.sleep(0)
        result = self.handlers[name](waiting)
        self.log.append(name)
        return result.numpy().tolist()

    async def morning(self, waiting):
        questions = [self.answer(name, waiting) for name in ("load", "order")]
        return await asyncio.gather(*questions)


def queues():
    return tf.constant([50.0, 10.0, 30.0])


if __name__ == "__main__":
    server = Server(HANDLERS)
    loaded, first = asyncio.run(server.morning(queues()))
    assert loaded == load.python_function(queues()).numpy().tolist() == [40.0, 10.0, 30.0]
    assert first == order.python_function(queues()).numpy().tolist() == [0, 2, 1]
    left = asyncio.run(depart.python_function(queues()))
    assert left.numpy().tolist() == [10.0, 0.0, 0.0] and server.log == ["load", "order"]
    try:
        asyncio.run(server.answer("depart", queues()))
    except TypeError as error:
        assert "found return value of type coroutine" in str(error), error
    else:
        raise AssertionError("the ferry departed")
    assert functools.reduce(max, loaded) == 40.0
    print("proved")
