"""Message passing over a small graph, with project layers."""
from __future__ import annotations

import tensorflow as tf
from tensorflow import keras


class MessagePassing(keras.layers.Layer):
    """Sums transformed neighbours."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def build(self, input_shape) -> None:
        self.kernel = self.add_weight(shape=(input_shape[0][-1], self.units), initializer="ones")

    def call(self, inputs):
        nodes, adjacency = inputs
        return tf.nn.tanh(tf.matmul(adjacency, tf.matmul(nodes, self.kernel)) * 0.1)


class GraphModel:
    def __init__(self, depth: int, units: int) -> None:
        self.depth = depth
        self.units = units
        self.activations = []

    def layers(self):
        return [MessagePassing(self.units) for _ in range(self.depth)]  # expect: tf-layer-creation

    def embed(self, nodes: tf.Tensor, adjacency: tf.Tensor) -> tf.Tensor:
        hidden = nodes
        for layer in self.layers():
            hidden = layer((hidden, adjacency))
        return hidden

    def pool(self, hidden: tf.Tensor) -> tf.Tensor:
        pooled = tf.reduce_mean(hidden, axis=0)
        self.activations.append(pooled)  # expect: tf-container-mutation  allow: tf-tensor-leak
        return pooled


class PropertyPredictor(GraphModel):
    @tf.function
    def predict(self, nodes: tf.Tensor, adjacency: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(self.embed(nodes, adjacency))

    @tf.function
    def readout(self, hidden: tf.Tensor) -> tf.Tensor:
        reduce = self.pool
        return reduce(hidden)


def ring(size: int) -> tf.Tensor:
    return tf.roll(tf.eye(size), 1, axis=0) + tf.roll(tf.eye(size), -1, axis=0)


if __name__ == "__main__":
    lengths = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        model = PropertyPredictor(2, 3)
        for k in range(3):
            model.readout(tf.fill([4, 3], float(k)))
        lengths[eagerly] = len(model.activations)
        try:
            model.predict(tf.ones([4, 2]), ring(4))
        except ValueError as error:
            assert not eagerly and "only supports singleton tf.Variables" in str(error)
        else:
            assert eagerly
    assert lengths == {True: 3, False: 1}, lengths
    print("proved")
