"""Federated averaging of a linear model over clients that answer at their own pace."""
import asyncio

import tensorflow as tf

LEARNING_RATE = 0.1


class Client:
    def __init__(self, features, targets, delay):
        self.features = features
        self.targets = targets
        self.delay = delay

    @tf.function  # expect: tf-async
    async def local_update(self, weights):  # allow: tf-async
        with tf.GradientTape() as tape:
            tape.watch(weights)
            predicted = tf.linalg.matvec(self.features, weights)
            loss = tf.reduce_mean(tf.square(predicted - self.targets))
        return weights - LEARNING_RATE * tape.gradient(loss, weights)


async def answer(client, weights):
    await asyncio.sleep(client.delay)
    return await client.local_update(weights)


async def train(clients, weights, rounds=3):
    for _ in range(rounds):
        updates = await asyncio.gather(*[answer(client, weights) for client in clients])
        weights = tf.reduce_mean(tf.stack(updates), axis=0)
    return weights


def make_clients(count):
    truth = tf.constant([1.0, -2.0])
    clients = []
    for number in range(count):
        features = tf.random.stateless_normal([16, 2], seed=[number, 7])
        clients.append(Client(features, tf.linalg.matvec(features, truth), delay=0.001 * number))
    return clients


def main():
    return asyncio.run(train(make_clients(3), tf.zeros([2])))


if __name__ == "__main__":
    client = make_clients(1)[0]
    plain = Client.local_update.python_function(client, tf.zeros([2]))
    updated = asyncio.run(plain)
    assert updated.shape == (2,) and float(updated[0]) > 0 > float(updated[1])
    try:
        main()
    except TypeError as error:
        assert "found return value of type coroutine" in str(error), error
    else:
        raise AssertionError("a coroutine was compiled")
    print("proved")
