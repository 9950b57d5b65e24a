"""The list goes by a second name in a helper; it is the same list."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.log = {"events": []}

    def note(self, event):
        events = self.log["events"]
        events += [event]  # expect: tf-container-mutation

    @tf.function
    def step(self, weights):
        self.note("step")
        return weights * 0.9


def run():
    trainer = Trainer()
    weights = tf.ones([2])
    for _ in range(3):
        weights = trainer.step(weights)
    return len(trainer.log["events"]), weights.numpy()
