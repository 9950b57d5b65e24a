"""After the change the program makes another traced function, which has a trace of its own."""

import tensorflow as tf

power = 2


def raised(values):
    return values**power


def run():
    global power
    squared = tf.function(raised)
    results = [squared(tf.constant([1.0, 3.0])).numpy() for _ in range(2)]
    power = 3
    cubed = tf.function(raised)
    results += [cubed(tf.constant([1.0, 3.0])).numpy() for _ in range(2)]
    return results
