"""Plans the watering of beds; planners come from caches, registries, blocks and parameters."""
import functools

import tensorflow as tf


class Planner:
    _shared = None

    def __init__(self, capacity):
        self.capacity = tf.Variable(capacity)

    @classmethod
    def shared(cls):
        if cls._shared is None:
            cls._shared = cls(10.0)
        return cls._shared

    @tf.function
    def plan(self, dryness):
        share = dryness / tf.reduce_sum(dryness)
        return tf.minimum(share * self.capacity, dryness)


class Pump:
    """Runs for the length of a with block."""

    def __init__(self, pressure):
        self.pressure = tf.Variable(pressure)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.pressure.assign(0.0)

    @tf.function
    def plan(self, dryness):
        return tf.minimum(dryness / tf.reduce_sum(dryness) * self.pressure, dryness)


class Leaky(tf.keras.layers.Layer):
    def __init__(self, loss):
        super().__init__()
        self.loss = loss

    @tf.function
    def call(self, water):
        return water * (1.0 - self.loss)


class Bed(tf.experimental.ExtensionType):
    dryness: tf.Tensor
    depth: tf.Tensor

    @tf.function
    def need(self):
        return self.dryness * self.depth


@functools.lru_cache(maxsize=None)
def planner(capacity):
    return Planner(capacity)


PLANNERS = {"spring": Planner(4.0), "summer": Planner(20.0)}


def watered(any_planner, dryness):
    return any_planner.plan(dryness)


def plan_with(dryness, capacity):
    with Pump(capacity) as temporary:
        return temporary.plan(dryness)


class Season:
    def __init__(self):
        self.planner = Pump(7.0)

    def week(self, dryness):
        return self.planner.plan(dryness)


def by_hand(capacity, dryness):
    return tf.minimum(dryness / tf.reduce_sum(dryness) * capacity, dryness)


if __name__ == "__main__":
    dryness = tf.constant([1.0, 3.0, 4.0])
    for result, capacity in (
        (planner(3.0).plan(dryness), 3.0),
        (planner(3.0).plan(2.0 * dryness) / 2.0, 1.5),
        (Planner.shared().plan(dryness), 10.0),
        (PLANNERS["summer"].plan(dryness), 20.0),
        (watered(Planner(5.0), dryness), 5.0),
        (plan_with(dryness, 6.0), 6.0),
        (Season().week(dryness), 7.0),
        ((made := Pump(2.5)).plan(dryness), 2.5),
    ):
        assert bool(tf.reduce_all(tf.abs(result - by_hand(capacity, dryness)) < 1e-5)), capacity
    assert Leaky(0.5)(dryness).numpy().tolist() == [0.5, 1.5, 2.0]
    assert Bed(dryness, tf.constant(2.0)).need().numpy().tolist() == [2.0, 6.0, 8.0]
    assert isinstance(made, Pump)
    print("proved")
