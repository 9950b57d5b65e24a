"""How much of an update is weight decay: arithmetic on values that were read from variables."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

SCALE = tf.Variable(2.0, trainable=False)


class LinearProbe:
    def __init__(self, width: int) -> None:
        self.w = tf.Variable(tf.ones([width]))
        self.b = tf.Variable(0.0)
        self.norms = tf.Variable(tf.zeros([2]))

    def gradients(self, x: tf.Tensor, y: tf.Tensor) -> list[tf.Tensor]:
        with tf.GradientTape() as tape:
            error = tf.linalg.matvec(x, self.w) + self.b - y
            loss = tf.reduce_mean(error**2)
        return tape.gradient(loss, [self.w, self.b])

    @tf.function
    def step(self, x: tf.Tensor, y: tf.Tensor, decay: tf.Tensor) -> tf.Tensor:
        """Shares of gradient and decay in the length of the update."""
        gw, gb = self.gradients(x, y)
        w = self.w.read_value()
        w -= 0.1 * gw
        shrink = self.w
        shrink = shrink * decay
        w -= shrink
        moved = tf.norm(gw) * 0.1
        moved += tf.abs(gb) * 0.1
        lengths = [moved, tf.norm(shrink)]
        lengths += [tf.add_n(lengths)]
        self.w.assign(w)
        self.b.assign_sub(0.1 * gb)
        self.norms.assign(tf.stack(lengths[:2]) / lengths[2])
        return self.norms + 0.0

    @tf.function
    def scaled(self, x: tf.Tensor) -> tf.Tensor:
        SCALE = tf.reduce_max(self.w)
        SCALE *= 0.5
        total = tf.identity(self.b)
        for column in tf.unstack(x, axis=1):
            total += SCALE * column
        return total


@tf.function
def rescale(x: tf.Tensor) -> tf.Tensor:
    factor = SCALE + 0.0
    factor /= 4.0
    SCALE.assign(factor)
    x *= factor
    return x


def run(steps: int) -> np.ndarray:
    SCALE.assign(2.0)
    probe = LinearProbe(2)
    x, y = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([1.0, 0.0])
    rows = []
    for _ in range(steps):
        shares = probe.step(x, y, tf.constant(0.01))
        rows.append(np.concatenate([shares, probe.scaled(x), rescale(y)]))
    return np.stack(rows)


if __name__ == "__main__":
    graph = run(4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(4), graph, rtol=1e-5)
    print("proved")
