"""Answers requests to a sentiment model in batches, on an event loop."""
import asyncio
from typing import NamedTuple

import tensorflow as tf

WORDS = 40


class Request(NamedTuple):
    tokens: tf.Tensor
    answer: asyncio.Future


class Sentiment(tf.Module):
    def __init__(self):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([WORDS], seed=[9, 1]))

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def score(self, tokens):
        mask = tf.cast(tokens > 0, tf.float32)
        values = mask * tf.nn.embedding_lookup(self.table, tokens)
        return tf.sigmoid(tf.reduce_sum(values, axis=1))


class Batcher:
    def __init__(self, model, size):
        self.model = model
        self.size = size
        self.queue = asyncio.Queue()

    async def ask(self, tokens):
        request = Request(tokens, asyncio.get_running_loop().create_future())
        await self.queue.put(request)
        return await request.answer

    async def run(self, batches):
        for _ in range(batches):
            requests = [await self.queue.get() for _ in range(self.size)]
            padded = tf.ragged.stack([r.tokens for r in requests]).to_tensor()
            scores = await asyncio.to_thread(self.model.score, padded)
            for request, score in zip(requests, tf.unstack(scores)):
                request.answer.set_result(score)


async def serve(model, sentences):
    batcher = Batcher(model, size=2)
    worker = asyncio.create_task(batcher.run(batches=len(sentences) // 2))
    answers = await asyncio.gather(*(batcher.ask(tf.constant(s)) for s in sentences))
    await worker
    return [float(answer) for answer in answers]


def main():
    return asyncio.run(serve(Sentiment(), [[1, 2, 3], [4], [5, 6], [7, 8, 9, 10]]))


if __name__ == "__main__":
    answers = main()
    model = Sentiment()
    for sentence, answer in zip(([1, 2, 3], [4], [5, 6], [7, 8, 9, 10]), answers):
        direct = Sentiment.score.python_function(model, tf.constant([sentence]))
        assert abs(float(direct[0]) - answer) < 1e-5
    model.score(tf.constant([[1, 2]]))
    model.score(tf.constant([[1, 2, 3]]))
    assert model.score.experimental_get_tracing_count() == 1
    print("proved")
