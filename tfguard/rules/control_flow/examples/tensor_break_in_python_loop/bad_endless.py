"""`while True` is a loop of Python; `break` and `return` both depend on tensors."""

import tensorflow as tf


@tf.function
def collatz(n):
    steps = 0
    while True:
        if n <= 1:
            break  # expect: tf-tensor-break-in-python-loop
        n = tf.where(n % 2 == 0, n // 2, 3 * n + 1)
        steps += 1
    return n, steps


@tf.function
def first_power_above(limit):
    power = tf.ones_like(limit)
    while True:
        if power > limit:
            return power  # expect: tf-tensor-break-in-python-loop
        power = power * 2


def run():
    values = [tf.constant(value) for value in (1, 4, 6)]
    return [[int(part) for part in collatz(value)] for value in values], [
        int(first_power_above(value)) for value in values
    ]
