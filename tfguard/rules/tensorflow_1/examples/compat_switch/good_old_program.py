"""A program of TensorFlow 1 that says so and runs in a session."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()


def run():
    x = tf.placeholder(tf.float32, [])
    weight = tf.get_variable("weight", [], initializer=tf.ones_initializer())
    y = x * weight * 2.0
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        results = [float(session.run(y, {x: value})) for value in (1.0, 2.0, 3.0)]
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
