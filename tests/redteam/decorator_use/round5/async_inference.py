"""An asynchronous front end that collects requests into batches for one traced model."""
import asyncio
from concurrent.futures import ThreadPoolExecutor

import tensorflow as tf


class Model(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([width, 2], seed=[5, 5]))

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)], reduce_retracing=True)
    def predict_batch(self, rows):
        return tf.nn.softmax(rows @ self.w)


class BatchingServer:
    def __init__(self, model, size=2):
        self.model = model
        self.size = size
        self.waiting = []
        self.pool = ThreadPoolExecutor(max_workers=1)

    async def classify(self, row):
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append((row, answer))
        if len(self.waiting) >= self.size:
            await self.flush()
        return await answer

    async def flush(self):
        taken, self.waiting = self.waiting, []
        rows = tf.stack([row for row, _ in taken])
        loop = asyncio.get_running_loop()
        scores = await loop.run_in_executor(self.pool, self.model.predict_batch, rows)
        for (_, answer), score in zip(taken, tf.unstack(scores)):
            answer.set_result(score)


def traced(function):
    """Compiles the numeric part and leaves an awaitable in front of it."""
    compiled = tf.function(function)

    async def awaitable(*tensors):
        await asyncio.sleep(0)
        return compiled(*tensors)

    return awaitable


@traced
def confidence(scores):
    return tf.reduce_max(scores) - tf.reduce_min(scores)


async def handle(server, rows):
    answers = await asyncio.gather(*(server.classify(row) for row in rows))
    return [(score, await confidence(score)) for score in answers]


def requests():
    return [tf.random.stateless_normal([3], seed=[i, 7]) for i in range(4)]


def main():
    server = BatchingServer(Model(3))
    try:
        return server.model, asyncio.run(handle(server, requests()))
    finally:
        server.pool.shutdown()


if __name__ == "__main__":
    model, answers = main()
    for row, (score, gap) in zip(requests(), answers):
        eager = tf.nn.softmax(row[tf.newaxis] @ model.w)[0]
        assert float(tf.reduce_max(tf.abs(score - eager))) < 1e-6
        assert abs(float(gap) - float(tf.reduce_max(eager) - tf.reduce_min(eager))) < 1e-6
    assert model.predict_batch.experimental_get_tracing_count() == 1
    print("proved")
