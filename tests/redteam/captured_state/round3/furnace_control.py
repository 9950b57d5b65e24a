"""A furnace whose insulation is disturbed while a controller holds its heat."""
import contextlib

import tensorflow as tf


class Furnace:
    """The plant: ordinary Python, never compiled."""

    def __init__(self):
        self.gain = 0.5
        self.loss = 0.1
        self.heat = 20.0

    def react(self, power):
        self.heat += self.gain * power - self.loss * (self.heat - 20.0)
        return self.heat

    @contextlib.contextmanager
    def open_door(self):
        loss, gain = self.loss, self.gain
        self.loss, self.gain = 0.3, 0.4
        try:
            yield
        finally:
            self.loss, self.gain = loss, gain


class Controller(tf.Module):
    """A compiled integral controller; its own gain is fixed when it is made."""

    def __init__(self, gain, integral):
        super().__init__()
        self.gain = gain
        self.loss = integral
        self.total = tf.Variable(0.0)

    @tf.function
    def power(self, heat, target):
        error = target - heat
        self.total.assign_add(error)
        return tf.maximum(self.gain * error + self.loss * self.total, 0.0)


def regulate(ticks=60, opened=(20, 21, 22, 40)):
    furnace = Furnace()
    controller = Controller(gain=0.6, integral=0.1)
    target = tf.constant(100.0)
    trace = []
    for tick in range(ticks):
        power = float(controller.power(tf.constant(furnace.heat), target))
        if tick in opened:
            with furnace.open_door():
                trace.append(furnace.react(power))
        else:
            trace.append(furnace.react(power))
    return controller, trace


if __name__ == "__main__":
    controller, graph = regulate()
    assert controller.power.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    _, eager = regulate()
    assert max(abs(a - b) for a, b in zip(graph, eager)) < 1e-2
    assert graph[22] < graph[19] - 5.0 and abs(graph[-1] - 100.0) < 5.0
    print("proved")
