"""Manages a fleet of caravans: classes of the project have methods named like those of Keras and NumPy."""
import collections

import numpy as np
import tensorflow as tf

Usage = collections.namedtuple("Usage", "days kilometres")


class Wear:
    """A linear model by hand: fit, predict, evaluate and save are its own."""

    def __init__(self):
        self.slope = tf.Variable(0.0)
        self.offset = tf.Variable(0.0)
        self.best = [tf.Variable(0.0), tf.Variable(0.0)]

    def predict(self, kilometres):
        return self.slope * kilometres + self.offset

    def evaluate(self, usage):
        return tf.reduce_mean(tf.square(self.predict(usage.kilometres) - usage.days))

    def fit(self, usage, steps=5):
        for _ in tf.range(steps):
            with tf.GradientTape() as tape:
                loss = self.evaluate(usage)
            slope, offset = tape.gradient(loss, [self.slope, self.offset])
            self.slope.assign_sub(0.05 * slope)
            self.offset.assign_sub(0.05 * offset)

    def save(self):
        for kept, variable in zip(self.best, self.get_weights()):
            kept.assign(variable)

    def get_weights(self):
        return [self.slope, self.offset]

    def compile(self, **options):
        return {**options, "model": type(self).__name__}

    def summary(self):
        return f"{self.slope.numpy():.3f} {self.offset.numpy():.3f}"


class Box:
    """Something with a value; numpy() gives what is inside."""

    def __init__(self, value):
        self.value = value

    def numpy(self):
        return self.value

    def item(self):
        return self.value[0]

    def tolist(self):
        return tf.unstack(self.value)

    def __str__(self):
        return "box"

    def __int__(self):
        return 4

    def __float__(self):
        return 0.5


class Fleet(tf.Module):
    def __init__(self, wear):
        super().__init__()
        self.wear = wear

    @tf.function
    def service(self, usage):
        """One round: the model learns, and is kept when it got better."""
        before = self.wear.evaluate(usage)
        options = self.wear.compile(name="fleet")
        self.wear.fit(usage)
        after = self.wear.evaluate(usage)
        if after < before:
            self.wear.save()
        return self.wear.predict(usage.kilometres) * len(options), before - after

    @tf.function
    def boxed(self, values):
        box = Box(values)
        parts = box.tolist()
        number = float(box) * int(box) + len(str(box)) + len(f"{box}")
        return box.numpy() * number + box.item() + sum(parts)


def state(fleet):
    variables = fleet.wear.get_weights() + fleet.wear.best
    return [float(np.float32(v.numpy())) for v in variables], fleet.wear.summary()


def near(left, right):
    left, right = (np.hstack([np.ravel(v) for v in values]) for values in (left, right))
    np.testing.assert_allclose(left, right, rtol=1e-5)


if __name__ == "__main__":
    graph, eager = Fleet(Wear()), Fleet(Wear())
    for factor in (1.0, 1.5, 0.2):
        kilometres = tf.constant([0.1, 0.8, 1.6]) * factor
        usage = Usage(days=kilometres * 2.0 + 1.0, kilometres=kilometres)
        near(graph.service(usage), eager.service.python_function(usage))
        near(state(graph)[0], state(eager)[0])
        assert state(graph)[1] == state(eager)[1]
        near([graph.boxed(kilometres)], [eager.boxed.python_function(kilometres)])
    print("proved")
