"""Options in a dict, for several functions."""

import tensorflow as tf

OPTIONS = {"experimental_relax_shapes": True, "autograph": True}


def total(x):
    return tf.reduce_sum(x)


class Totals(tf.Module):
    def __init__(self):
        super().__init__()
        self.total = tf.function(total, **OPTIONS)  # expect: tf-deprecated-argument


def run():
    totals = Totals()
    return [float(totals.total(tf.ones([size]))) for size in (1, 2, 3)]
