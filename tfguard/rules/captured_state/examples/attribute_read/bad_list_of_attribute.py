"""A list on the object is changed in place; the loop over it was unrolled while tracing."""

import tensorflow as tf


class Mixture:
    def __init__(self):
        self.factors = [1.0, 2.0]

    @tf.function
    def mixed(self, value):
        return tf.add_n([value * factor for factor in self.factors])  # expect: tf-attribute-read

    def boost(self, index, by):
        self.factors[index] *= by


def run():
    mixture = Mixture()
    results = [mixture.mixed(tf.constant(1.0)).numpy()]
    mixture.boost(0, 10.0)
    results.append(mixture.mixed(tf.constant(1.0)).numpy())
    mixture.factors.append(100.0)
    results.append(mixture.mixed(tf.constant(1.0)).numpy())
    return results
