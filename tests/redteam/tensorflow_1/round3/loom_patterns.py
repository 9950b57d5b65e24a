"""Patterns for looms: a small framework of its own, whose `layers`, `train` and `Session` are plain Python."""
from __future__ import annotations

import subprocess
import sys
import types
from typing import TYPE_CHECKING, Any

import keras
import tensorflow as tf

if TYPE_CHECKING:
    OldSession = tf.compat.v1.Session

SCRIPT = "import tensorflow.compat.v1 as tf; tf.disable_v2_behavior(); tf.Session().run(tf.no_op())"


def dense(inputs: tf.Tensor, units: int, kernels: dict[str, tf.Variable], name: str) -> tf.Tensor:
    """`tf.layers.dense` of old, with the kernels in a dictionary."""
    if name not in kernels:
        kernels[name] = tf.Variable(tf.random.stateless_normal([inputs.shape[-1], units], [len(name), 1]))
    return tf.nn.relu(inputs @ kernels[name])


layers = types.SimpleNamespace(dense=dense, Dense=keras.layers.Dense)
train = types.SimpleNamespace(AdamOptimizer=keras.optimizers.Adam, Saver=tf.train.Checkpoint)


class Loom:
    def __init__(self, width: int, sess: OldSession | None = None) -> None:
        self.sess = sess
        self.kernels: dict[str, tf.Variable] = {}
        self.weave_once(tf.zeros([1, width]))
        self.optimizer = train.AdamOptimizer(0.05)
        self.optimizer.build(list(self.kernels.values()))
        self.saver = train.Saver(**self.kernels)

    def weave_once(self, threads: tf.Tensor) -> tf.Tensor:
        hidden = layers.dense(threads, 4, self.kernels, name="warp")
        return layers.dense(hidden, threads.shape[-1], self.kernels, name="weft")

    @tf.function
    def learn(self, threads: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.weave_once(threads) - threads) ** 2)
        variables = list(self.kernels.values())
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def fetch(self, value: Any) -> Any:
        """Sessions are still taken, from those who have one."""
        if isinstance(self.sess, tf.compat.v1.Session):
            return self.sess.run(value)
        return value.numpy()


def old_program(run: bool = False) -> list[str]:
    """The command of the old looms; it lives in a process of its own."""
    command = [sys.executable, "-c", SCRIPT if run else "pass"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def threads(seed: int) -> tf.Tensor:
    return tf.random.stateless_uniform([3, 2], [seed, 6])


if __name__ == "__main__":
    loom, reference = Loom(2), Loom(2)
    losses = []
    for seed in range(3):
        graph = loom.learn(threads(seed))
        eager = Loom.learn.python_function(reference, threads(seed))
        losses.append(float(loom.fetch(graph)))
        assert abs(losses[-1] - float(eager)) < 1e-5
    assert sorted(loom.kernels) == ["warp", "weft"] and layers.Dense is keras.layers.Dense
    for name, kernel in loom.kernels.items():
        assert float(tf.reduce_max(tf.abs(kernel - reference.kernels[name]))) < 1e-4
    assert old_program() == []
    print("proved")
