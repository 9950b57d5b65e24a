"""Quotes premiums for bicycle insurance; requests come in over an event loop."""
import asyncio

import tensorflow as tf

BASE = {"city": 4.0, "race": 9.5, "cargo": 6.0}


class PremiumModel(tf.Module):
    def __init__(self):
        super().__init__(name="premium")
        self.rates = tf.Variable([0.02, 0.5, -0.1])
        self.quoted = tf.Variable(0, dtype=tf.int64)

    @tf.function
    def premium(self, base, features):
        self.quoted.assign_add(1)
        return base * tf.exp(tf.tensordot(features, self.rates, 1))

    @tf.function
    async def slow_premium(self, base, features):  # expect: tf-async
        await asyncio.sleep(0.0)
        return base * tf.exp(tf.tensordot(features, self.rates, 1))


async def price(model, kind, value, theft, age):
    base = tf.constant(BASE[kind])
    features = tf.stack([value, theft, age])
    await asyncio.sleep(0.0)
    return round(float(model.premium(base, features)), 3)


async def handle(model, requests):
    return await asyncio.gather(*(price(model, kind, *rest) for kind, *rest in requests))


def requests():
    return [
        ("city", tf.constant(12.0), tf.constant(0.3), tf.constant(4.0)),
        ("race", tf.constant(40.0), tf.constant(0.1), tf.constant(1.0)),
        ("cargo", tf.constant(35.0), tf.constant(0.8), tf.constant(2.0)),
    ]


if __name__ == "__main__":
    model = PremiumModel()
    premiums = asyncio.run(handle(model, requests()))
    assert len(premiums) == 3 and int(model.quoted) == 3
    features = tf.stack(list(requests()[0][1:]))
    by_hand = PremiumModel.slow_premium.python_function(model, tf.constant(4.0), features)
    assert abs(float(asyncio.run(by_hand)) - premiums[0]) < 1e-3
    try:
        model.slow_premium(tf.constant(4.0), features)
    except TypeError as error:
        assert "found return value of type coroutine" in str(error), error
    else:
        raise AssertionError("a coroutine was compiled")
    print("proved")
