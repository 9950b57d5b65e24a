"""Training under a strategy: many things are run here, none of them in a session."""
import asyncio
import concurrent.futures

import tensorflow as tf

strategy = tf.distribute.OneDeviceStrategy("/cpu:0")


class Runner:
    """Runs the stages of an experiment in order."""

    def __init__(self):
        self.stages = []

    def stage(self, function):
        self.stages.append(function)
        return function

    def run(self, state):
        for function in self.stages:
            state = function(state)
        return state


class Regression(tf.Module):
    def __init__(self):
        super().__init__()
        with strategy.scope():
            self.w = tf.Variable([0.0, 0.0])

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(x, self.w) - y) ** 2)
        self.w.assign_sub(0.1 * tape.gradient(loss, self.w))
        return loss

    @tf.function
    def train(self, x, y):
        losses = strategy.run(self.step, args=(x, y))
        return strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)


experiment = Runner()


@experiment.stage
def normalise(state):
    x, y = state
    return (x - tf.reduce_mean(x, axis=0), y)


@experiment.stage
def train(state):
    model = Regression()
    return model, [float(model.train(*state)) for _ in range(5)]


async def train_later(state):
    await asyncio.sleep(0)
    return experiment.run(state)


def data():
    x = tf.random.stateless_uniform([16, 2], [5, 3])
    return x, tf.linalg.matvec(x, [1.0, -2.0])


if __name__ == "__main__":
    model, losses = experiment.run(data())
    assert losses == sorted(losses, reverse=True)
    _, again = asyncio.run(train_later(data()))
    assert losses == again
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        assert pool.submit(sum, losses).result() == sum(losses)
    tf.config.run_functions_eagerly(True)
    _, eager = experiment.run(data())
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(losses, eager))
    print("proved")
