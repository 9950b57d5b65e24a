"""Variables that are shared by name, and a saver that is told which there are."""

import tensorflow as tf
import tensorflow.compat.v1 as tf1


def scale(x):
    return x * tf1.get_variable("scale", [2], initializer=tf1.ones_initializer())


template = tf1.make_template("template", scale)


@tf.function
def shared(x):
    with tf1.variable_scope("shared", reuse=tf1.AUTO_REUSE):
        return template(x) + scale(x)


def run():
    weight = tf.Variable(1.0)
    saver = tf1.train.Saver(var_list=[weight])
    assert saver is not None
    return [float(tf.reduce_sum(shared(tf.fill([2], value)))) for value in (1.0, 2.0, 3.0)]
