"""Forecasts the load of a fleet of vehicles; operations carry their types through a decorator."""
import functools

import tensorflow as tf

HISTORY = tf.TensorSpec([None, 4], tf.float32)
VECTOR = tf.TensorSpec([4], tf.float32)


def typed(*specs, **options):
    def wrap(function):
        compiled = tf.function(function, input_signature=specs, **options)

        @functools.wraps(function)
        def call(*tensors):
            return compiled(*tensors)
        call.graph = compiled
        return call
    return wrap


@typed(HISTORY, VECTOR, autograph=False)
def project(history, growth):
    return history[-1] * (1.0 + growth)


@typed(VECTOR, VECTOR, VECTOR)
def blend(*forecasts):
    return tf.add_n(list(forecasts)) / float(len(forecasts))


@tf.function
def seasonal(history, period=2, weights=None):
    recent = history[-period:]
    if weights is None:
        return tf.reduce_mean(recent, axis=0)
    return tf.linalg.matvec(recent, weights, transpose_a=True)


class Fleet(tf.Module):
    def __init__(self):
        super().__init__()
        self.bias = tf.Variable(tf.zeros([4]))
        self.average = tf.function(self._average, input_signature=[HISTORY])

    @tf.function
    def correct(self, forecast, actual):
        self.bias.assign_add(0.5 * (actual - forecast))
        return forecast + self.bias

    def _average(self, history):
        return tf.reduce_mean(history, axis=0) + self.bias


def forecast(history, growth):
    fleet = Fleet()
    step = fleet.correct.get_concrete_function(VECTOR, tf.TensorSpec([4], tf.float32, "actual"))
    guesses = project(history, growth), seasonal(history), fleet.average(history)
    mixed = blend(*guesses)
    return mixed, step(mixed, history[-1]), seasonal(history, weights=tf.constant([0.3, 0.7]))


if __name__ == "__main__":
    history = tf.reshape(tf.range(12.0), [3, 4])
    growth = tf.fill([4], 0.1)
    graph, again = forecast(history, growth), forecast(history, growth)
    tf.config.run_functions_eagerly(True)
    eager = forecast(history, growth)
    tf.config.run_functions_eagerly(False)
    for a, b, c in zip(graph, again, eager):
        assert float(tf.reduce_max(tf.abs(a - b))) == 0.0
        assert float(tf.reduce_max(tf.abs(a - c))) < 1e-5
    assert project.graph.experimental_get_tracing_count() == 1
    print("proved")
