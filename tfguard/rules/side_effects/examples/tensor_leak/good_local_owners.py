"""Lists and objects of the call may hold its tensors, and so may keys made with ref()."""

import tensorflow as tf


class Heads:
    def __init__(self):
        self.outputs = []
        self.last = None

    def add(self, output):
        self.outputs.append(output)
        self.last = output


@tf.function
def forward(inputs):
    heads = Heads()
    for scale in (1.0, 2.0, 3.0):
        heads.add(inputs * scale)
    sizes = {output.ref(): tf.norm(output) for output in heads.outputs}
    return tf.add_n(heads.outputs) + sizes[heads.last.ref()]


@tf.function
def chosen(value):
    kept = {}
    if value > 0.0:
        kept["result"] = value * value
    else:
        kept["result"] = -value
    return kept["result"]


def run():
    summed = [forward(tf.constant([value, 4.0])).numpy() for value in (3.0, 0.0)]
    return summed, [chosen(tf.constant(value)).numpy() for value in (3.0, -3.0)]
