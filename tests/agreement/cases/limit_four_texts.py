"""Known limit: up to four texts that a program writes out are taken for the names of modes."""

import tensorflow as tf


@tf.function
def measured(x, text):
    return x * float(len(text))


def run():
    x = tf.ones([2])
    results = [measured(x, "small")]  # unseen: tf-python-scalar-arg
    results.append(measured(x, "middling"))
    results.append(measured(x, "large"))
    results.append(measured(x, "huge"))
    return {"b1": results}
