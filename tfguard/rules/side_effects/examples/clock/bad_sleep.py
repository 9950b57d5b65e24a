"""A pause between requests happens once, while tracing."""

import time

import tensorflow as tf


@tf.function
def poll(state):
    time.sleep(0.2)  # expect: tf-clock
    return state + 1.0


def run():
    state = poll(tf.constant(0.0))
    start = time.perf_counter()
    for _ in range(3):
        state = poll(state)
    return state.numpy(), time.perf_counter() - start > 0.5
