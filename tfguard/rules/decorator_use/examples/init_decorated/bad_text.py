"""Special methods from which Python takes a text or a truth value."""

import tensorflow as tf


class Stage:
    def __init__(self, rate):
        self.rate = rate

    @tf.function
    def __repr__(self):  # expect: tf-init-decorated
        return "Stage"

    @tf.function(autograph=False)
    def __bool__(self):  # expect: tf-init-decorated
        return True


def run():
    stages = [Stage(rate) for rate in (0.0, 1.0, 2.0)]
    return [[repr(stage), bool(stage)] for stage in stages]
