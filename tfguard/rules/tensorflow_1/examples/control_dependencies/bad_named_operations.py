"""Operations that were made and named first, in a method."""

import tensorflow as tf


class Average(tf.Module):
    def __init__(self):
        super().__init__()
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    def update(self, x):
        add = self.total.assign_add(x)
        increase = self.count.assign_add(1.0)
        with tf.control_dependencies([add, increase]):  # expect: tf1-control-dependencies
            return self.total / self.count

    @tf.function
    def __call__(self, x):
        return self.update(x)


def run():
    average = Average()
    return [float(average(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
