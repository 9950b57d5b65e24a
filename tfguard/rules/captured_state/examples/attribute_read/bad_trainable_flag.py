"""A layer is frozen after the first step; the graph has the list of variables of the trace."""

import keras
import tensorflow as tf

layer = keras.layers.Dense(1, kernel_initializer="ones")
layer.build((None, 1))


@tf.function
def shrink(factor):
    for variable in layer.trainable_variables:  # expect: tf-attribute-read
        variable.assign(variable * factor)


def run():
    kernels = []
    shrink(tf.constant(0.5))
    kernels.append(layer.kernel.numpy())
    layer.trainable = False
    shrink(tf.constant(0.5))
    kernels.append(layer.kernel.numpy())
    return kernels
