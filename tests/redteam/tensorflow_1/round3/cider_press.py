"""Control of a cider press; parts of an old model run in graphs that a decorator makes."""
import functools

import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1


def in_own_graph(function):
    """Run a function in a fresh graph with a session, and hand out arrays."""

    @functools.wraps(function)
    def call(self, *arrays):
        with tf.Graph().as_default() as graph, tf1.Session(graph=graph) as session:
            outputs, feeds = function(self, *arrays)
            session.run([tf1.global_variables_initializer(), tf1.tables_initializer()])
            return session.run(outputs, feed_dict=feeds)

    return call


class OldPress:
    weights = np.float32([[0.2, 0.1], [0.4, -0.3]])

    def _input(self, array, name):
        fed = tf1.placeholder(tf.float32, [None, array.shape[1]], name)
        return fed, {fed: array}

    def _dense(self, rows, name):
        with tf1.variable_scope(name, reuse=tf1.AUTO_REUSE):
            kernel = tf1.get_variable("kernel", initializer=tf.constant(self.weights))
        return tf.nn.relu(rows @ kernel)

    @in_own_graph
    def pressure(self, apples):
        rows, feeds = self._input(apples, "apples")
        return self._dense(self._dense(rows, "press"), "press"), feeds

    @in_own_graph
    def sweetness(self, apples):
        rows, feeds = self._input(apples, "apples")
        total = tf.reduce_sum(rows, axis=1)
        share = rows[:, 0] / total
        return (share, tf1.gradients(share, rows)[0]), feeds


class Press(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(OldPress.weights)

    @tf.function
    def pressure(self, apples):
        return tf.nn.relu(tf.nn.relu(apples @ self.kernel) @ self.kernel)

    @tf.function
    def sweetness(self, apples):
        share = apples[:, 0] / tf.reduce_sum(apples, axis=1)
        return share, tf.gradients(share, apples)[0]


def harvest(seed):
    return np.random.default_rng(seed).random((3, 2)).astype(np.float32)


if __name__ == "__main__":
    old, new = OldPress(), Press()
    for seed in range(3):
        apples = harvest(seed)
        graph = new.pressure(tf.constant(apples))
        eager = Press.pressure.python_function(new, tf.constant(apples))
        assert np.abs(graph - old.pressure(apples)).max() < 1e-5 and np.abs(graph - eager).max() < 1e-5
        for ours, theirs in zip(new.sweetness(tf.constant(apples)), old.sweetness(apples)):
            assert np.abs(ours.numpy() - theirs).max() < 1e-5
    assert tf.executing_eagerly()
    print("proved")
