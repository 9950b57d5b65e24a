"""Evolution strategy on a quadratic, watched through summaries."""
import tempfile
from unittest import mock

import numpy as np
import tensorflow as tf


class Monitor:
    """Writes what it is told at the step that a variable holds."""

    def __init__(self, folder):
        self.writer = tf.summary.create_file_writer(folder)
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)

    def note(self, name, value):
        with self.writer.as_default():
            tf.summary.scalar(name, value, step=self.step)

    def tick(self):
        self.step.assign_add(1)


class Strategy:
    def __init__(self, width, monitor):
        self.mean = tf.Variable(tf.ones([width]))
        self.monitor = monitor
        self.generations = 0

    @tf.function
    def _generation(self, noise, spread):
        candidates = self.mean + spread * noise
        scores = -tf.reduce_sum(tf.square(candidates), axis=1)
        self.mean.assign_add(0.1 * tf.linalg.matvec(noise, scores - tf.reduce_mean(scores), transpose_a=True))
        self.monitor.note("score", tf.reduce_max(scores))
        self.monitor.tick()
        return tf.reduce_max(scores)

    @tf.function
    def _checkpoint(self, generation):
        tf.summary.scalar("norm", tf.norm(self.mean), step=generation)
        return tf.identity(self.mean)

    def evolve(self, rng):
        noise = tf.constant(rng.normal(size=(6, 2)), tf.float32)
        best = self._generation(noise, 0.1)
        with self.monitor.writer.as_default():
            self._checkpoint(tf.constant(self.generations, tf.int64))
        self.generations += 1
        return float(best)


def run(folder, generations):
    strategy = Strategy(2, Monitor(folder))
    rng = np.random.default_rng(1)
    scores = []
    while strategy.generations < generations:
        scores.append(strategy.evolve(rng))
    return strategy, scores


def scalar(name, data, step):
    """Stands in where no dashboard is installed."""
    return tf.summary.write(name, data, step=step)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(tf.summary, "scalar", scalar):
        strategy, scores = run(folder, 7)
        assert int(strategy.monitor.step) == strategy.generations == 7
        assert strategy._generation.experimental_get_tracing_count() == 1
        assert strategy._checkpoint.experimental_get_tracing_count() == 1
        tf.config.run_functions_eagerly(True)
        np.testing.assert_allclose(run(folder, 7)[1], scores, rtol=1e-4)
    print("proved")
