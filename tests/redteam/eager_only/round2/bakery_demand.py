"""Forecasts the demand of a bakery; tables are eager tensors that a trace may read."""
import numpy as np
import tensorflow as tf

WEEKDAY = tf.constant([0.9, 0.8, 0.9, 1.0, 1.3, 1.6, 0.5])
CLOSED = {"monday": tf.constant(0), "sunday": tf.constant(6)}
LOAVES = 120.0


def checked(demand):
    """Looks at the numbers where there are any."""
    if tf.executing_eagerly() and demand.numpy().min() < 0.0:
        raise ValueError(f"a demand of {demand.numpy().min():.1f} loaves")
    return demand


def strongest_day():
    return int(np.argmax(WEEKDAY))


def make_forecast(events):
    """A traced forecast over the days; the events are known beforehand."""
    boosts = [float(event) for event in events]
    share = events.numpy() / np.sum(events)

    @tf.function
    def forecast(days, weather):
        base = tf.gather(WEEKDAY / WEEKDAY.numpy().mean(), days)
        peak = WEEKDAY.numpy()[strongest_day()].item()
        closed = tf.reduce_any([days == day.numpy() for day in CLOSED.values()], axis=0)
        lift = 1.0 + tf.reduce_max(boosts) * share.max() * weather
        demand = tf.where(closed, 0.0, LOAVES * tf.minimum(base, peak) * lift)
        return checked(demand)

    return forecast


class Oven:
    def __init__(self, capacity):
        self.capacity = tf.constant(capacity)

    @tf.function
    def batches(self, demand):
        return tf.math.ceil(demand / self.capacity.numpy())

    def plan(self, demand):
        """Python numbers for the baker, outside of the trace."""
        return [int(batch) for batch in self.batches(demand).numpy()]


if __name__ == "__main__":
    expect = make_forecast(tf.constant([0.1, 0.3]))
    week, sun = tf.range(7), tf.constant([0.1, 0.5, 0.2, 0.0, 0.9, 0.7, 0.4])
    demand = expect(week, sun)
    assert np.allclose(demand, expect.python_function(week, sun), rtol=1e-5)
    oven = Oven(40.0)
    plan = oven.plan(demand)
    assert plan[0] == plan[6] == 0 and plan[5] == max(plan)
    try:
        checked(-demand)
    except ValueError as error:
        assert "loaves" in str(error)
    else:
        raise AssertionError("a negative demand passed")
    assert expect.experimental_get_tracing_count() == 1
    print("proved")
