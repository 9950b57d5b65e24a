"""A traced constructor makes a variable; tf.function is bound to a name of the project."""

import tensorflow as tf

graph = tf.function(autograph=True)


class Counter(tf.Module):
    @graph
    def __init__(self):  # expect: tf-init-decorated
        super().__init__()
        self.count = tf.Variable(0.0)  # expect: tf-variable-creation

    def add(self, x):
        return self.count.assign_add(x)


def run():
    counter = Counter()
    return [counter.add(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
