"""A flag chooses a branch while tracing; switching it off afterwards changes nothing."""

import tensorflow as tf

training = True


@tf.function
def forward(inputs):
    if training:  # expect: tf-global-read
        inputs = inputs * 2.0
    return inputs + 1.0


def evaluate(inputs):
    global training
    training = False
    return forward(inputs)


def run():
    inputs = tf.constant([1.0, 3.0])
    trained = forward(inputs).numpy()
    return trained, evaluate(inputs).numpy()
