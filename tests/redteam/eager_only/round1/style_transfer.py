"""Losses of neural style transfer, reported under one key per layer."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class StyleLayer:
    name: str
    weight: float


LAYERS = (StyleLayer("relu1", 0.25), StyleLayer("relu2", 0.75))
FILTERS = {
    "relu1": tf.random.stateless_normal([3, 4], [1, 1]),
    "relu2": tf.random.stateless_normal([3, 6], [2, 1]),
}


def gram(features):
    flat = tf.reshape(features, [-1, features.shape[-1]])
    return tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)


def extract(image, layer):
    return tf.nn.relu(tf.tensordot(image, FILTERS[layer.name], axes=1))


@tf.function
def style_losses(image, target):
    report = {}
    for layer in LAYERS:
        distance = tf.norm(gram(extract(image, layer)) - gram(extract(target, layer)))
        report[f"style/{layer.name}"] = layer.weight * distance
    return report


@tf.function
def scaled_losses(image, target, scale):
    """As above at a reduced size; the keys name the scale."""
    height, width = image.shape[0], image.shape[1]
    size = tf.cast(tf.stack([height, width]), tf.float32) * scale
    smaller = tf.cast(size, tf.int32)
    report = {}
    for layer in LAYERS:
        a = extract(tf.image.resize(image, smaller), layer)
        b = extract(tf.image.resize(target, smaller), layer)
        report[f"style/{layer.name}@{scale}"] = layer.weight * tf.norm(gram(a) - gram(b))  # expect: tf-string-format
    return report


def pictures():
    return tf.random.stateless_uniform([4, 4, 3], [5, 0]), tf.random.stateless_uniform([4, 4, 3], [6, 0])


if __name__ == "__main__":
    content, painting = pictures()
    whole = style_losses(content, painting)
    assert set(whole) == {"style/relu1", "style/relu2"}
    half = tf.constant(0.5)
    eager = scaled_losses.python_function(content, painting, half)
    assert set(eager) == {"style/relu1@0.5", "style/relu2@0.5"}
    graph = scaled_losses(content, painting, half)
    assert all('@Tensor("scale:0"' in key for key in graph), list(graph)
    assert abs(float(sum(eager.values())) - float(sum(graph.values()))) < 1e-4
    print("proved")
