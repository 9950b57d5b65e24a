"""A dict memo with one key and a list of one element are guards as good as None."""

import tensorflow as tf


class Slots:
    def __init__(self):
        self.by_name = {}

    def get(self, name, like):
        if name not in self.by_name:
            self.by_name[name] = tf.Variable(tf.zeros_like(like))
        return self.by_name[name]


slots = Slots()
holder = [None]


@tf.function
def smooth(gradient):
    average = slots.get("average", gradient)
    average.assign(0.5 * average + 0.5 * gradient)
    if holder[0] is None:
        holder[0] = tf.Variable(0)
    holder[0].assign_add(1)
    return average.read_value()


def run():
    results = [smooth(tf.ones([2]) * scale).numpy() for scale in (1.0, 2.0, 3.0)]
    return results, holder[0].numpy()
