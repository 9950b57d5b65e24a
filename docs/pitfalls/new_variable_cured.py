"""An object owns the variable and makes it once."""

import tensorflow as tf


class Scale(tf.Module):
    def __init__(self):
        self.factor = tf.Variable(3.0)

    @tf.function
    def __call__(self, x):
        return self.factor * x


scale = Scale()
print("result", scale(tf.constant(2.0)).numpy())
