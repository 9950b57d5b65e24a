"""Two random views of a batch for contrastive learning."""

from __future__ import annotations

import random

import keras
import numpy as np
import tensorflow as tf


def flip(x):
    return tf.reverse(x, axis=[-1])


def negate(x):
    return -x


def roll(x):
    return tf.roll(x, 1, axis=-1)


def keep(x):
    return tf.identity(x)


class Views:
    """Chooses one of several transformations for each view."""

    def __init__(self, transforms):
        self.transforms = tuple(transforms)

    def pick(self):
        """One transformation."""
        return random.choice(self.transforms)  # expect: tf-python-random

    def __call__(self, x):
        first, second = self.pick(), self.pick()
        return first(x), second(x)


class Projector:
    """A random linear probe, drawn anew for every batch."""

    def __init__(self, width: int):
        self.width = width
        self.initializer = keras.initializers.RandomNormal(stddev=1.0)

    def probe(self, features):
        make = keras.initializers.Orthogonal()
        kernel = make((features.shape[-1], self.width))  # expect: tf-python-random
        return features @ tf.convert_to_tensor(kernel)


def info_nce(a, b, temperature: float = 0.5):
    a, b = tf.nn.l2_normalize(a, axis=-1), tf.nn.l2_normalize(b, axis=-1)
    logits = tf.matmul(a, b, transpose_b=True) / temperature
    return tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.range(tf.shape(logits)[0]), logits=logits)
    )


def build_objective(views: Views, projector: Projector):
    """The compiled objective and its concrete function for a fixed shape."""

    @tf.function(reduce_retracing=True)
    def objective(x):
        a, b = views(x)
        return info_nce(projector.probe(a), projector.probe(b)), a - b

    return objective, objective.get_concrete_function(tf.TensorSpec([3, 4]))


def differences(fn, calls: int = 8):
    x = tf.reshape(tf.range(12.0), [3, 4])
    return len({fn(x)[1].numpy().tobytes() for _ in range(calls)})


if __name__ == "__main__":
    random.seed(0)
    objective, concrete = build_objective(Views([flip, negate, roll, keep]), Projector(2))
    eager = objective.python_function
    assert differences(eager) > 2
    assert differences(concrete) == differences(objective) == 1
    x = tf.random.stateless_normal([3, 4], [1, 1])
    projector = Projector(2)
    compiled = tf.function(projector.probe)
    assert len({projector.probe(x).numpy().tobytes() for _ in range(4)}) == 4
    assert len({np.asarray(compiled(x)).tobytes() for _ in range(4)}) == 1
    print("proved")
