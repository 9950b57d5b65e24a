"""One of two parameters has no spec; the signature is a name of the module, the function is wrapped by a call."""

import tensorflow as tf

SIGNATURE = (tf.TensorSpec([None], tf.float32),)


def loss(predicted, wanted):
    return tf.reduce_mean(tf.square(predicted - wanted))


loss_in_graph = tf.function(loss, input_signature=SIGNATURE)  # expect: tf-bad-input-signature


def run():
    return [loss_in_graph(tf.constant([value]), tf.constant([1.0])).numpy() for value in (1.0, 2.0, 3.0)]
