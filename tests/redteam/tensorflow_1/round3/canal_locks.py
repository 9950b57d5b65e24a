"""Locks on a canal: evaluation code takes the caller's session, and the callers bring graphs of their own."""
from __future__ import annotations

import unittest

import numpy as np
import tensorflow as tf
from tensorflow.compat.v1 import Session, global_variables_initializer, placeholder


class Locks(tf.Module):
    def __init__(self, chambers: int) -> None:
        super().__init__()
        self.leak = tf.Variable(tf.fill([chambers], 0.05), name="leak")

    @tf.function
    def settle(self, levels: tf.Tensor, hours: tf.Tensor) -> tf.Tensor:
        for _ in tf.range(hours):
            flow = self.leak * levels
            levels = levels - flow + tf.roll(flow, 1, axis=0)
        return levels


def fetch(sess: Session, tensors, feed_dict=None):
    """One run, whoever owns the session."""
    return sess.run(tensors, feed_dict=feed_dict)


def initialize(sess: Session) -> None:
    fetch(sess, global_variables_initializer())


class GraphHarness:
    """Builds the locks in a graph; used as a context."""

    def __init__(self, chambers: int) -> None:
        self.graph = tf.Graph()
        self.chambers = chambers

    def __enter__(self) -> GraphHarness:
        self._scope = self.graph.as_default()
        self._scope.__enter__()
        self.locks = Locks(self.chambers)
        self.levels = placeholder(tf.float32, [self.chambers])
        self.settled = self.locks.settle(self.levels, tf.constant(3))
        self.session = Session()
        initialize(self.session)
        return self

    def __exit__(self, *details) -> None:
        self.session.close()
        self._scope.__exit__(*details)

    def evaluate(self, levels: np.ndarray) -> np.ndarray:
        return fetch(self.session, self.settled, {self.levels: levels})


class LocksTest(unittest.TestCase):
    def levels(self) -> list[np.ndarray]:
        return [np.random.default_rng(seed).random(3).astype(np.float32) for seed in range(3)]

    def test_eager_as_compiled(self) -> None:
        locks = Locks(3)
        for levels in self.levels():
            compiled = locks.settle(tf.constant(levels), tf.constant(3))
            eager = Locks.settle.python_function(locks, tf.constant(levels), tf.constant(3))
            np.testing.assert_allclose(compiled, eager, rtol=1e-5)

    def test_in_a_graph(self) -> None:
        locks = Locks(3)
        with GraphHarness(3) as harness:
            found = [harness.evaluate(levels) for levels in self.levels()]
        for levels, settled in zip(self.levels(), found):
            np.testing.assert_allclose(settled, locks.settle(tf.constant(levels), tf.constant(3)), rtol=1e-5)
        self.assertTrue(tf.executing_eagerly())

    def test_session_of_a_test_case(self) -> None:
        with tf.Graph().as_default():
            doubled = tf.constant([1.0, 2.0]) * 2.0
            with Session().as_default():
                self.assertEqual(doubled.eval().tolist(), [2.0, 4.0])


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(LocksTest)
    outcome = unittest.TestResult()
    suite.run(outcome)
    assert outcome.testsRun == 3 and outcome.wasSuccessful(), outcome.errors + outcome.failures
    print("proved")
