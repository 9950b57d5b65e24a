"""Searches for a formula that fits points; the expressions of the search are evaluated on tensors."""
import functools
import operator

import tensorflow as tf


class Input:
    def eval(self, x):
        return x


class Constant:
    def __init__(self, value):
        self.value = tf.Variable(value)

    def eval(self, x):
        return self.value * tf.ones_like(x)


class Binary:
    def __init__(self, function, left, right):
        self.function, self.left, self.right = function, left, right

    def eval(self, x):
        return self.function(self.left.eval(x), self.right.eval(x))


class Sine:
    def __init__(self, inner):
        self.inner = inner

    def eval(self, x):
        return tf.sin(self.inner.eval(x))


plus = functools.partial(Binary, operator.add)
times = functools.partial(Binary, operator.mul)


class Candidate:
    def __init__(self, expression, constants):
        self.expression, self.constants = expression, constants
        self.mode = "train"

    def eval(self):
        self.mode = "eval"
        return self

    @tf.function
    def error(self, x, y):
        return tf.reduce_mean(tf.square(self.expression.eval(x) - y))

    @tf.function
    def improve(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.expression.eval(x) - y))
        for constant, grad in zip(self.constants, tape.gradient(loss, self.constants)):
            constant.assign_sub(0.1 * grad)
        return loss


def candidates():
    a, b = Constant(0.5), Constant(0.2)
    yield Candidate(plus(times(a, Input()), b), [a.value, b.value])
    c, d = Constant(1.0), Constant(0.1)
    yield Candidate(plus(Sine(times(c, Input())), d), [c.value, d.value])


def points():
    x = tf.linspace(0.0, 2.0, 9)
    return x, tf.sin(x) + 0.3


def run(steps=5):
    (x, y), table = points(), []
    for candidate in candidates():
        history = [float(candidate.improve(x, y)) for _ in range(steps)]
        table.append((history[0], float(candidate.eval().error(x, y))))
    return table


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    eager = run()
    tf.config.run_functions_eagerly(False)
    assert all(abs(p - q) < 1e-5 for a, b in zip(graph, eager) for p, q in zip(a, b))
    assert all(after < before for before, after in graph)
    print("proved")
