"""The elements are tensors of the loop's body, which nothing behind the loop may use."""

import tensorflow as tf


class Decoder:
    def __init__(self, steps):
        self.steps = steps

    def unroll(self, state):
        outputs = []
        for step in tf.range(self.steps):
            state = state * 0.5 + tf.cast(step, tf.float32)
            outputs.append(state)  # expect: tf-list-append-in-tensor-loop
        return tf.stack(outputs)

    @tf.function
    def __call__(self, state):
        return self.unroll(state)


def run():
    decoder = Decoder(tf.constant(3))
    return [decoder(tf.constant(value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
