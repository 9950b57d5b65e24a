"""Demand at bike stations; start-up code that makes sure of the second version's behaviour."""
import sys

import tensorflow as tf

tf.compat.v1.enable_v2_behavior()
tf.compat.v1.enable_eager_execution()
tf.compat.v1.enable_resource_variables()
tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)

if not tf.executing_eagerly():
    sys.exit("this program needs eager execution")


class Demand(tf.Module):
    def __init__(self, stations):
        super().__init__()
        self.rates = tf.Variable(tf.ones([stations]))
        self.hours = tf.Variable(0, dtype=tf.int64)

    @tf.function
    def observe(self, rides, weight):
        self.hours.assign_add(1)
        self.rates.assign((1.0 - weight) * self.rates + weight * tf.cast(rides, tf.float32))
        return tf.reduce_max(self.rates)

    @tf.function
    def log_likelihood(self, rides):
        rides = tf.cast(rides, tf.float32)
        return tf.reduce_sum(rides * tf.math.log(self.rates) - self.rates - tf.math.lgamma(rides + 1.0))


def hours():
    table = [[2, 0, 5], [3, 1, 4], [0, 0, 6]]
    iterator = tf.compat.v1.data.make_one_shot_iterator(tf.data.Dataset.from_tensor_slices(table))
    for _ in table:
        yield iterator.get_next()


def total():
    summed = tf.zeros([3], tf.int32)
    for rides in hours():
        summed += rides
    return summed


if __name__ == "__main__":
    graph, eager = Demand(3), Demand(3)
    weight = tf.constant(0.5)
    for rides in hours():
        a = graph.observe(rides, weight)
        b = Demand.observe.python_function(eager, rides, weight)
        assert float(a) == float(b)
        a = graph.log_likelihood(rides)
        assert abs(float(a) - float(Demand.log_likelihood.python_function(eager, rides))) < 1e-4
    assert int(graph.hours) == int(eager.hours) == 3
    assert total().numpy().tolist() == [5, 1, 15]
    print("proved")
