"""Finds roots by bisection: cube roots by target, and the clamped ends of loaded beams."""
import tensorflow as tf


@tf.function
def bisect(residual, low, high):
    """The root of an increasing function between two bounds."""
    for _ in tf.range(30):
        middle = 0.5 * (low + high)
        above = residual(middle) > 0.0
        high = tf.where(above, middle, high)
        low = tf.where(above, low, middle)
    return 0.5 * (low + high)


def cube_root(target, low, high):
    return bisect(lambda x: x * x * x - target, low, high)  # expect: tf-object-arg


class Beam:
    """A beam under a fixed load."""

    def __init__(self, stiffness, load):
        self.stiffness = stiffness
        self.load = load
        self.solved = 0

    def residual(self, x):
        return self.stiffness * x * x - self.load

    def balance(self, low, high):
        root = bisect(self.residual, low, high)  # expect: tf-object-arg
        self.solved += 1
        return float(root)


class Survey:
    def __init__(self, beam, brackets):
        self.beam = beam
        self.pending = list(brackets)
        self.found = []

    def run(self):
        while self.pending:
            low, high = self.pending.pop()
            self.found.append(self.beam.balance(tf.constant(low), tf.constant(high)))
        return self.found


def roots(targets):
    low, high = tf.constant(0.0), tf.constant(10.0)
    return [float(cube_root(target, low, high)) for target in targets]


def main():
    survey = Survey(Beam(2.0, 8.0), [(0.0, 4.0), (0.5, 5.0), (1.0, 6.0)])
    return roots([1.0, 8.0, 27.0]), survey.run()


if __name__ == "__main__":
    first = roots([1.0, 8.0, 27.0])
    assert [round(value, 3) for value in first] == [1.0, 2.0, 3.0]
    assert bisect.experimental_get_tracing_count() == 3
    cubes, balanced = main()
    assert [round(value, 3) for value in balanced] == [2.0, 2.0, 2.0]
    assert bisect.experimental_get_tracing_count() == 9
    kept = Beam(2.0, 8.0).residual
    for high in (4.0, 5.0, 6.0):
        bisect(kept, tf.constant(0.0), tf.constant(high))
    assert bisect.experimental_get_tracing_count() == 10
    print("proved")
