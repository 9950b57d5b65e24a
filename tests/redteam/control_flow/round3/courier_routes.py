"""Routes of bicycle couriers: options and modes are Python's, distances and loads are tensors."""
import enum

import numpy as np
import tensorflow as tf

STOPS = tf.constant([[0.0, 0.0], [3.0, 4.0], [6.0, 0.0], [6.0, 8.0]])
VEHICLES = {"bicycle": 20.0, "cargo": 80.0, "van": 400.0}


class Metric(enum.Enum):
    STREETS = 1
    AIR = 2


@tf.function
def length(order, metric=Metric.AIR):
    """By mode; nothing here depends on a tensor's value."""
    legs = tf.gather(STOPS, order[1:]) - tf.gather(STOPS, order[:-1])
    match metric:
        case Metric.STREETS:
            parts = tf.reduce_sum(tf.abs(legs), axis=1)
        case Metric.AIR:
            parts = tf.norm(legs, axis=1)
        case _:
            raise ValueError(metric)
    return tf.reduce_sum(parts)


@tf.function
def capacity(load, fleet=("cargo", "bicycle")):
    for name in fleet:
        if name not in VEHICLES:
            break
        if (limit := VEHICLES[name]) > 50.0:
            load = load / limit
    else:
        load = tf.minimum(load, 1.0)
    return load


@tf.function
def lightest(load, fleet=tuple(VEHICLES)):
    """A tensor decides; the loop's end is known to Python."""
    chosen = -1
    for k, name in enumerate(fleet):
        if VEHICLES[name] >= 400.0:
            break
        if load > VEHICLES[name]:
            continue
        if chosen < 0:
            chosen = k
    return chosen


class Planner:
    """Improves an order by exchanging neighbours."""

    def __init__(self, *, rounds=2, verbose=False):
        self.rounds = rounds
        self.verbose = verbose

    def better(self, order, k):
        swapped = tf.tensor_scatter_nd_update(order, [[k], [k + 1]], tf.stack([order[k + 1], order[k]]))
        return swapped if length(swapped) < length(order) else order

    @tf.function
    def improve(self, order):
        for _ in range(self.rounds):
            for k in range(1, order.shape[0] - 2):
                order = self.better(order, k)
            if self.verbose:
                tf.print(order)
        if self.rounds > 5:
            return order, None
        return order, length(order)


def first_fit(load):
    """Eager: for reports."""
    for name, limit in VEHICLES.items():
        if load <= limit:
            break
    else:
        raise ValueError("too heavy for all")
    assert load <= VEHICLES[name]
    return name


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    planner = Planner()
    for stops in ([0, 3, 1, 2, 0], [0, 1, 2, 3, 0], [0, 2, 1, 3, 0]):
        order = tf.constant(stops)
        assert plain(planner.improve(order)) == plain(planner.improve.python_function(order))
        assert plain(length(order)) == plain(length.python_function(order))
        assert float(length(order, Metric.STREETS)) >= float(length(order))
    for weight in (5.0, 30.0, 200.0):
        load = tf.constant(weight)
        assert plain(capacity(load)) == plain(capacity.python_function(load))
        assert plain(lightest(load)) == plain(lightest.python_function(load))
        assert first_fit(load) == ("bicycle", "cargo", "van")[(weight > 20.0) + (weight > 80.0)]
    print("proved")
