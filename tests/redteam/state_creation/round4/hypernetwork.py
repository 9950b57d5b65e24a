"""A hypernetwork that generates the kernel of a small convolution from a style vector."""
import os

import keras
import numpy as np
import tensorflow as tf

USE_GRAPH = os.environ.get("HYPER_EAGER", "") != "1"
KERNEL = (3, 2)
generated_shapes = []


def body(width, hidden):
    """The network behind the generator."""
    return keras.Sequential(  # expect: tf-layer-creation
        [
            keras.layers.Dense(hidden, activation="tanh"),  # allow: tf-layer-creation
            keras.layers.Dense(width),  # allow: tf-layer-creation
        ]
    )


def generate_kernel(style):
    """Kernel of shape [3, 2, 1] from a style vector."""
    flat = body(int(np.prod(KERNEL)), hidden=4)(style[None])
    return tf.reshape(flat, [*KERNEL, 1])


def normalise_kernel(kernel):
    kernel = kernel - tf.reduce_mean(kernel)
    generated_shapes.append(tuple(kernel.shape))  # expect: tf-container-mutation
    return kernel / (tf.norm(kernel) + 1e-6)


def convolve(signal, kernel):
    return tf.nn.conv1d(signal, normalise_kernel(kernel), stride=1, padding="SAME")


if USE_GRAPH:
    generate_kernel = tf.function(generate_kernel)
    convolve = tf.function(convolve)


def stylise(signals, styles):
    """Convolves each signal with the kernel of its style."""
    return [convolve(signal, generate_kernel(style)).numpy() for signal, style in zip(signals, styles)]


if __name__ == "__main__":
    signal = tf.ones([1, 5, 2])
    kernel = tf.reshape(tf.range(6.0), [3, 2, 1])
    counts = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        generated_shapes.clear()
        for _ in range(3):
            convolve(signal, kernel)
        counts[eagerly] = len(generated_shapes)
    assert counts == {True: 3, False: 1}
    tf.config.run_functions_eagerly(True)
    assert len(stylise([signal] * 3, [tf.ones([2])] * 3)) == 3
    tf.config.run_functions_eagerly(False)
    try:
        stylise([signal], [tf.ones([2])])
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "flat = body(" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
