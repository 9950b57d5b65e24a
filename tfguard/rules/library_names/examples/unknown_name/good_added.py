"""Names that the program itself gives to TensorFlow, and attributes of objects that only look like modules."""

import tensorflow as tf

tf.reduce_middle = lambda x: (tf.reduce_min(x) + tf.reduce_max(x)) / 2.0
setattr(tf.math, "twice", lambda x: x + x)


class Losses:
    """What the project calls like a module of TensorFlow."""

    @staticmethod
    def squared(x):
        return x * x


losses = Losses()


@tf.function
def score(x):
    return losses.squared(tf.reduce_middle(x)) + tf.math.twice(1.0)


def run():
    return [float(score(tf.constant([value, 4.0]))) for value in (1.0, 2.0, 3.0)]
