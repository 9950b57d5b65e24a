"""Residual tower with switches; every layer is built by set-up code, flags only choose among them."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def constant_dense(units: int, value: float) -> keras.layers.Dense:
    return keras.layers.Dense(units, kernel_initializer=keras.initializers.Constant(value))


class Tower:
    """Args: width of the features and number of blocks."""

    def __init__(self, width: int, blocks: int) -> None:
        self.blocks = [constant_dense(width, 0.1 * (i + 1)) for i in range(blocks)]
        self.shortcut = constant_dense(width, 0.05)
        self.heads = {"value": constant_dense(1, 0.2), "policy": constant_dense(3, 0.3)}
        self.optimizers = {name: keras.optimizers.Adam(0.1) for name in self.heads}
        self._build(width)

    def _build(self, width: int) -> None:
        for layer in (*self.blocks, self.shortcut, *self.heads.values()):
            layer.build((None, width))
        for name, optimizer in self.optimizers.items():
            optimizer.build(self.heads[name].trainable_variables)

    def features(self, x: tf.Tensor, depth: int, use_shortcut: bool) -> tf.Tensor:
        for block in self.blocks[:depth]:
            update = tf.nn.relu(block(x))
            x = x + self.shortcut(update) if use_shortcut else x + update
        return x

    @tf.function
    def predict(self, x: tf.Tensor, head: str = "value", depth: int = 1, use_shortcut: bool = False):
        return self.heads[head](self.features(x, depth, use_shortcut))

    @tf.function
    def train_head(self, x: tf.Tensor, target: tf.Tensor, head: str) -> tf.Tensor:
        layer, optimizer = self.heads[head], self.optimizers[head]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(layer(self.features(x, 2, False)) - target))
        variables = layer.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


def study(tower: Tower, x: tf.Tensor) -> list[np.ndarray]:
    rows = [tower.predict(x).numpy(), tower.predict(x, head="policy").numpy()]
    rows.append(tower.predict(x, depth=2, use_shortcut=True).numpy())
    for head, width in (("value", 1), ("policy", 3), ("value", 1)):
        rows.append(np.array(tower.train_head(x, tf.ones([2, width]), head)))
    rows.append(tower.predict(x, head="policy", depth=2).numpy())
    return rows


if __name__ == "__main__":
    batch = tf.constant([[0.5, 1.0], [0.0, -1.0]])
    graph = study(Tower(2, 2), batch)
    tf.config.run_functions_eagerly(True)
    for eager_row, row in zip(study(Tower(2, 2), batch), graph):
        np.testing.assert_allclose(eager_row, row, rtol=1e-4, atol=1e-6)
    print("proved")
