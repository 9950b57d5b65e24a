"""How often is the default of an argument, an argument of the constructor, or what the calls pass."""

import tensorflow as tf


class Integrator:
    def __init__(self, rate=0.1, rounds=64):
        self.rate = rate
        self.rounds = rounds
        self.run = tf.function(self._run)

    def _run(self, x):
        for _ in range(self.rounds):  # expect: tf-python-loop-unroll
            x = x - self.rate * tf.sin(x)
        return x


@tf.function
def orbit(x, steps: int = 40):
    for _ in range(steps):  # expect: tf-python-loop-unroll
        x = x + 0.1 * tf.cos(x)
    return x


@tf.function
def decay(x, steps):
    for step in range(1, steps):  # expect: tf-python-loop-unroll
        x = x * (1.0 - 0.01 * step)
    return x


def operations(function, *args):
    return len(function.get_concrete_function(*args).graph.get_operations())


def run():
    x, integrator = tf.constant([1.0, 2.0]), Integrator()
    functions = [integrator.run, orbit, lambda x: decay(x, 50)]
    results = [[f(x * v).numpy().tolist() for v in (1.0, 2.0, 3.0)] for f in functions]
    return {"results": results, "operations": operations(integrator.run, x) + operations(orbit, x)}
