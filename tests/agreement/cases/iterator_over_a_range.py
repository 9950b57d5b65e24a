"""An iterator over a range is used up while tracing like one over a list; a new one at each trace is not."""

import tensorflow as tf

numbers = iter(range(40))


@tf.function
def next_scale(x):
    number = 0
    for number in numbers:  # expect: tf-iterator-advance
        if number % 3 == 2:
            break
    return x * float(number)


@tf.function
def own_scale(x):
    own = iter(range(4))
    return x * float(next(own)) + float(next(own))


def run():
    return {"b1": [[next_scale(tf.ones([2])), own_scale(tf.ones([2]))] for _ in range(4)]}
