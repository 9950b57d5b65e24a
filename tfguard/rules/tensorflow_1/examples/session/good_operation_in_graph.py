"""Operations that run in a graph of their own, beside traced functions: there an initializer is one."""

import tensorflow as tf

v1 = tf.compat.v1


@tf.function
def double(x):
    return x * 2.0


def make_counter():
    return v1.get_variable("count", initializer=0.0)


def counted(value):
    with tf.Graph().as_default(), v1.Session() as session:
        count = make_counter()
        start = v1.global_variables_initializer()
        start.run()
        return float(session.run(count + value))


def run():
    return [counted(value) + float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
