"""An initializer that a session was to run: eagerly it is None, whatever name it has."""

import tensorflow as tf


class Counter:
    def __init__(self):
        self.count = tf.Variable(0.0)
        self.start = self.make_start()

    def make_start(self):
        return tf.group(self.count.initializer)

    @tf.function
    def add(self, x):
        return self.count.assign_add(x)


def run():
    counter, results = Counter(), []
    for value in (1.0, 2.0, 3.0):
        counter.start.run()  # expect: tf1-session
        results.append(float(counter.add(tf.constant(value))))
    return results
