"""Routes through a desert, learnt from caravans; training loops for one process and for many."""
import contextlib

import tensorflow as tf


class Routes:
    def __init__(self, oases=4):
        self.cost = tf.Variable(tf.ones([oases, oases]))

    @tf.function
    def shortest(self, start):
        distance = tf.where(tf.range(tf.shape(self.cost)[0]) == start, 0.0, 1e6)
        for _ in tf.range(3):
            distance = tf.minimum(distance, tf.reduce_min(distance[:, None] + self.cost, axis=0))
        return distance

    @tf.function
    def observe(self, start, end, days):
        old = self.cost[start, end]
        self.cost.scatter_nd_update([[start, end]], [0.5 * (old + days)])
        return self.cost[start, end]


class Plain:
    """One caravan after the other."""

    @contextlib.contextmanager
    def training(self):
        yield self

    def should_stop(self, step):
        return step >= 3

    def run(self, function, *arguments):
        return function(*arguments)


class Supervised(Plain):
    """Restarts after sandstorms."""

    def __init__(self, folder=None):
        self.folder = folder

    @contextlib.contextmanager
    def training(self):
        with tf.compat.v1.train.MonitoredTrainingSession(checkpoint_dir=self.folder) as session:  # expect: tf1-session
            yield session


def train(strategy, routes):
    seen, step = [], 0
    with strategy.training() as runner:
        while not strategy.should_stop(step):
            days = tf.constant(0.25 * (step + 1))
            seen.append(float(runner.run(routes.observe, tf.constant(0), tf.constant(step + 1), days)))
            step += 1
    return seen


if __name__ == "__main__":
    routes, reference = Routes(), Routes()
    seen = train(Plain(), routes)
    tf.config.run_functions_eagerly(True)
    eager = train(Plain(), reference)
    tf.config.run_functions_eagerly(False)
    assert seen == eager == [0.625, 0.75, 0.875]
    for start in range(2):
        graph = routes.shortest(tf.constant(start))
        same = Routes.shortest.python_function(reference, tf.constant(start))
        assert graph.numpy().tolist() == same.numpy().tolist()
    try:
        train(Supervised(), routes)
    except RuntimeError as error:
        assert "not compatible with eager execution" in str(error), error
    else:
        raise AssertionError("the caravans were supervised")
    print("proved")
