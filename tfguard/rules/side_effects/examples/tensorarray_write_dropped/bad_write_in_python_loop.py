"""The same in an unrolled loop of a method, the array coming from a helper."""

import tensorflow as tf


class Rollout:
    def __init__(self, steps):
        self.steps = steps
        self.run = tf.function(self._run)

    def storage(self):
        return tf.TensorArray(tf.float32, size=self.steps, element_shape=[])

    def _run(self, state):
        states = self.storage()
        for step in range(self.steps):
            state = state * 0.5
            states.write(step, state)  # expect: tf-tensorarray-write-dropped
        return states.stack()


def run():
    rollout = Rollout(3)
    return [rollout.run(tf.constant(value)).numpy() for value in (8.0, 16.0)]
