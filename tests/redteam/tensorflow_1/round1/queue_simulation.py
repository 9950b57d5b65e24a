"""Waiting times at a counter by Lindley's recursion, in a graph with a while loop and a feed."""
from __future__ import print_function

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()


class QueueModel(object):
    """Builds the graph lazily and runs it in a session that it is given."""

    def __init__(self, name="queue"):
        self.name = name
        with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
            self.service = tf.placeholder(tf.float32, [None], name="service")
            self.gaps = tf.placeholder_with_default(tf.ones_like(self.service), [None], name="gaps")
            self.served = tf.get_variable("served", [], tf.int32, tf.zeros_initializer(), trainable=False)
            self.waits = self._recursion()
            with tf.control_dependencies([self.waits]):
                self.count = tf.assign_add(self.served, tf.size(self.service))

    def _recursion(self):
        size = tf.size(self.service)

        def body(i, wait, waits):
            wait = tf.nn.relu(wait + self.service[i] - self.gaps[i])
            return i + 1, wait, waits.write(i, wait)

        waits = tf.TensorArray(tf.float32, size=size)
        _, _, waits = tf.while_loop(lambda i, *_: i < size, body, [0, tf.constant(0.0), waits])
        return waits.stack()

    def run(self, session, service, gaps=None):
        feed = {self.service: service}
        if gaps is not None:
            feed[self.gaps] = gaps
        waits, count = session.run([self.waits, self.count], feed)
        return waits.tolist(), int(count)


def lindley(service, gaps):
    wait, waits = 0.0, []
    for s, g in zip(service, gaps):
        wait = max(wait + s - g, 0.0)
        waits.append(wait)
    return waits


if __name__ == "__main__":
    model = QueueModel()
    rng = np.random.RandomState(3)
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for day in range(1, 4):
            service, gaps = rng.rand(6) * 2.0, rng.rand(6)
            waits, count = model.run(sess, service, gaps)
            assert np.allclose(waits, lindley(service, gaps), atol=1e-5) and count == 6 * day
        waits, _ = model.run(sess, service)
        assert np.allclose(waits, lindley(service, np.ones(6)), atol=1e-5)
    print("proved")
