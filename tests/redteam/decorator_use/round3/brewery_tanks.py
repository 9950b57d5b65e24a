"""Tanks of a brewery as objects with operators; their methods are compiled when a tank is set up."""
import tensorflow as tf


class Tank:
    """Beer at a temperature; operators are traced, set-up is not."""

    def __init__(self, litres, celsius, *, fast=True):
        self.litres = tf.Variable(litres)
        self.celsius = tf.Variable(celsius)
        self.warm = tf.function(self._warm) if fast else self._warm
        self.step = tf.function(self._step)

    def _warm(self, joules):
        self.celsius.assign_add(joules / (4186.0 * self.litres))
        return tf.identity(self.celsius)

    def _step(self, seconds, outside):
        leak = 0.001 * (outside - self.celsius) * seconds
        self.celsius.assign_add(leak)
        if self.celsius > 22.0:
            self.celsius.assign(22.0)
        return tf.identity(self.celsius)

    @tf.function
    def __call__(self, seconds):
        return self.celsius - 0.01 * seconds

    @tf.function
    def __add__(self, other):
        litres = self.litres + other.litres
        return litres, (self.litres * self.celsius + other.litres * other.celsius) / litres

    @tf.function
    def __lt__(self, celsius):
        return self.celsius < celsius

    @tf.function
    def __contains__(self, celsius):
        return tf.abs(self.celsius - celsius) < 1.0

    @tf.function
    def __getitem__(self, depth):
        return self.celsius + 0.1 * depth

    @tf.function
    def __enter__(self):
        self.celsius.assign_add(0.5)
        return tf.identity(self.celsius)

    def __exit__(self, *details):
        self.celsius.assign_sub(0.5)

    def __bool__(self):
        return bool(self.full(tf.constant(100.0)))

    def __float__(self):
        return float(self.celsius)

    def __repr__(self):
        return f"Tank({float(self.litres):.0f} l, {float(self):.1f} C)"

    @tf.function
    def full(self, capacity):
        return self.litres >= capacity


def day(tank, other):
    seen = [tank.warm(tf.constant(4.186e5)), tank.step(tf.constant(60.0), tf.constant(30.0))]
    seen += [tank(tf.constant(5.0)), tank[tf.constant(2.0)], *(tank + other)]
    with tank as warmer:
        seen.append(warmer)
    inside = tf.constant(20.5) in tank
    return [float(value) for value in seen], bool(tank < tf.constant(21.0)), inside, bool(tank), repr(tank)


def tanks():
    return Tank(100.0, 20.0), Tank(50.0, 10.0, fast=False)


if __name__ == "__main__":
    graph, reference = tanks(), tanks()
    for _ in range(3):
        values, *rest = day(*graph)
        tf.config.run_functions_eagerly(True)
        eager, *same = day(*reference)
        tf.config.run_functions_eagerly(False)
        assert all(abs(a - b) < 1e-3 for a, b in zip(values, eager)) and rest == same, (rest, same)
    print("proved")
