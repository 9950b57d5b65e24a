"""The cure: made once outside and captured; assigning and reading are operations of the graph."""

import tensorflow as tf

total = tf.Variable(1.0)


@tf.function
def accumulate(value):
    total.assign_add(value)
    return total.read_value()


def make_accumulator(start):
    count = tf.Variable(start)

    @tf.function
    def add(value):
        count.assign(count + value)
        return count.value()

    return add


def run():
    add = make_accumulator(10.0)
    sums = [accumulate(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return sums, [add(tf.constant(value)).numpy() for value in (1.0, 2.0)]
