"""A bidder for advertising space: an event loop around compiled scoring and learning."""
from __future__ import annotations

import asyncio
import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Request:
    features: tf.Tensor
    floor: float


class Scorer(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.w = tf.Variable(tf.linspace(0.1, 1.0, width))

    @tf.function
    def value(self, features):
        return tf.nn.softplus(tf.tensordot(features, self.w, 1))

    @tf.function
    def learn(self, features, paid):
        with tf.GradientTape() as tape:
            loss = (self.value(features) - paid) ** 2
        self.w.assign_sub(0.05 * tape.gradient(loss, self.w))
        return loss


class Bidder:
    def __init__(self, scorer):
        self.scorer = scorer
        self.spent = 0.0

    async def requests(self, count):
        for number in range(count):
            await asyncio.sleep(0)
            yield Request(tf.random.stateless_uniform([3], [number, 7]), 0.5)

    async def bid(self, request):
        value = float(self.scorer.value(request.features))
        await asyncio.sleep(0)
        return value if value > request.floor else None

    async def run(self, count):
        losses = []
        async for request in self.requests(count):
            price = await self.bid(request)
            if price is not None:
                self.spent += price
                losses.append(float(self.scorer.learn(request.features, tf.constant(0.9))))
        return losses


async def compare(count):
    @tf.function
    def gap(a, b):
        return tf.reduce_max(tf.abs(a - b))

    first, second = Bidder(Scorer(3)), Bidder(Scorer(3))
    losses, again = await asyncio.gather(first.run(count), second.run(count))
    return losses, again, float(gap(first.scorer.w, second.scorer.w))


if __name__ == "__main__":
    losses, again, gap = asyncio.run(compare(4))
    assert len(losses) == 4 and losses == again and gap == 0.0
    tf.config.run_functions_eagerly(True)
    eager = asyncio.run(Bidder(Scorer(3)).run(4))
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(losses, eager))
    print("proved")
