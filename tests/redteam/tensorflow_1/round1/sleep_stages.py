"""Stages of sleep from the electroencephalogram: a Keras model with legacy helpers that run eagerly."""
import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1
from tensorflow.compat.v1 import ConfigProto

STAGES = ["wake", "light", "deep"]


def device_config(growth=True):
    """Written into the report of a run; sessions are made elsewhere, by the hospital's scheduler."""
    config = ConfigProto(allow_soft_placement=True)
    config.gpu_options.allow_growth = growth
    return config


class StageModel(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(6, activation="tanh")
        self.out = tf.keras.layers.Dense(len(STAGES))

    def call(self, bands):
        return self.out(self.hidden(tf.math.log1p(bands)))


@tf.function
def weighted_loss(labels, logits, weights):
    each = tf1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)
    return tf.reduce_sum(each * weights) / tf.reduce_sum(weights)


def evaluate(model, bands, labels):
    """Shares the name of a method of the old tensors."""
    predicted = model(bands).numpy().argmax(axis=1)
    return float((predicted == labels).mean())


def nights(count=12):
    rng = np.random.default_rng(5)
    labels = rng.integers(len(STAGES), size=count)
    bands = rng.uniform(size=(count, 4)).astype(np.float32) + labels[:, None]
    return bands, labels


if __name__ == "__main__":
    tf.keras.utils.set_random_seed(3)
    bands, labels = nights()
    model = StageModel()
    onehot, weights = tf.one_hot(labels, len(STAGES)), tf.linspace(0.5, 1.5, len(labels))
    for _ in range(2):
        graph = weighted_loss(onehot, model(bands), weights)
        eager = weighted_loss.python_function(onehot, model(bands), weights)
        assert abs(float(graph) - float(eager)) < 1e-5
    model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(bands, labels, epochs=1, verbose=0)
    assert 0.0 <= evaluate(model, bands, labels) <= 1.0
    assert device_config().gpu_options.allow_growth is True
    print("proved")
