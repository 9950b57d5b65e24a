"""An assignment expression in a comparison, and `else` of a loop, in helpers and methods."""

import tensorflow as tf


def capped(x):
    if (largest := tf.reduce_max(x)) > 1.0:  # expect: tf-autograph-unconverted
        x = x / largest
    return x


class Stack:
    factors = (0.5, 2.0)

    def scale(self, x):
        for factor in self.factors:  # expect: tf-autograph-unconverted
            x = x * factor
        else:
            x = x + 1.0
        return x if tf.reduce_sum(x) > 0.0 else -x

    @tf.function
    def __call__(self, x):
        return self.scale(x)


@tf.function
def step(x):
    return capped(x)


def run():
    stack = Stack()
    values = [tf.constant([value]) for value in (1.0, 2.0, 3.0)]
    return [step(v).numpy().tolist() for v in values], [stack(v).numpy().tolist() for v in values]
