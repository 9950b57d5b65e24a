"""The targets of a moving average, one assignment for each pair of variables."""

import tensorflow as tf

count = tf.Variable(0.0)
live = [tf.Variable(1.0), tf.Variable(-1.0)]
slow = [tf.Variable(0.0), tf.Variable(0.0)]


@tf.function
def follow(rate):
    tick = count.assign_add(1.0)
    moves = [s.assign(s + rate * (v - s)) for s, v in zip(slow, live)]
    with tf.control_dependencies([tick] + moves):  # expect: tf1-control-dependencies
        return slow[0] - slow[1] + count


def run():
    return [float(follow(tf.constant(value))) for value in (0.1, 0.2, 0.3)]
