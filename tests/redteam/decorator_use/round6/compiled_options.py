"""Denoises images with a compiled filter; old option names of configurations are translated."""
from dataclasses import dataclass, field

import tensorflow as tf

RENAMED = {"experimental_compile": "jit_compile", "experimental_relax_shapes": "reduce_retracing"}


def function(python_function=None, **options):
    """Like tf.function, for configurations that were written for earlier releases."""
    current = {RENAMED.get(name, name): value for name, value in options.items()}

    def decorate(wrapped):
        return tf.function(wrapped, **current)

    return decorate if python_function is None else decorate(python_function)


@dataclass
class FilterConfig:
    sigma: float = 1.0
    options: dict = field(default_factory=lambda: {"experimental_relax_shapes": True})


@function(experimental_compile=True)
def blur(image, kernel):
    return tf.nn.conv2d(image, kernel, strides=1, padding="SAME")


@tf.function(reduce_retracing=True, autograph=True, jit_compile=False)
def sharpness(image):
    return tf.reduce_mean(tf.abs(image[:, 1:] - image[:, :-1]))


def brightness(image):
    return tf.reduce_mean(image)


def gaussian(config):
    offsets = tf.range(-1.0, 2.0)
    line = tf.exp(-0.5 * tf.square(offsets / config.sigma))
    square = line[:, None] * line[None, :]
    return (square / tf.reduce_sum(square))[:, :, None, None]


def pipeline(images):
    options = tf.data.Options()
    options.experimental_optimization.map_fusion = True
    return tf.data.Dataset.from_tensor_slices(images).batch(1).with_options(options)


def main():
    config = FilterConfig(sigma=0.8)
    images = tf.random.stateless_uniform([3, 12, 12, 1], seed=[1, 5])
    kernel = gaussian(config)
    measure = function(brightness, **config.options)
    pairs = [tf.stack([sharpness(image), sharpness(blur(image, kernel)), measure(image)]) for image in pipeline(images)]
    return tf.concat(pairs, axis=0)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-5
    assert bool(graph[0] > graph[1])
    print("proved")
