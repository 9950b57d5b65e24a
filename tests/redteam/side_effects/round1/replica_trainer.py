"""Distributed training loop of a linear regressor, one replica step inside strategy.run."""

from __future__ import annotations

import contextlib
import io

import tensorflow as tf


class ReplicaTrainer:
    """Runs one optimisation step on each replica and averages the losses."""

    def __init__(self, strategy: tf.distribute.Strategy, features: int, learning_rate: float = 0.05):
        self.strategy = strategy
        self.learning_rate = learning_rate
        with strategy.scope():
            self.kernel = tf.Variable(tf.zeros([features, 1]), name="kernel")
            self.bias = tf.Variable(tf.zeros([1]), name="bias")

    def _forward(self, x):
        return tf.matmul(x, self.kernel) + self.bias

    def _replica_step(self, x, y):
        with tf.GradientTape() as tape:
            residual = self._forward(x) - y
            loss = tf.reduce_mean(tf.square(residual))
        grads = tape.gradient(loss, [self.kernel, self.bias])
        for variable, grad in zip([self.kernel, self.bias], grads):
            variable.assign_sub(self.learning_rate * grad)
        print("replica loss", loss)  # expect: tf-print
        return loss

    @tf.function
    def train_step(self, x, y):
        per_replica = self.strategy.run(self._replica_step, args=(x, y))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, per_replica, axis=None)

    def fit(self, batches, epochs: int = 1):
        """Plain Python loop over batches; returns the last loss as a float."""
        loss = tf.constant(0.0)
        for _ in range(epochs):
            for x, y in batches:
                loss = self.train_step(x, y)
        return float(loss)


def make_batches(n: int = 3):
    """Batches of y = x0 - 2 x1."""
    batches = []
    for seed in range(n):
        x = tf.random.stateless_normal([16, 2], [seed, 7])
        batches.append((x, tf.reduce_sum(x * [[1.0, -2.0]], axis=1, keepdims=True)))
    return batches


if __name__ == "__main__":
    seen = {}
    losses = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        trainer = ReplicaTrainer(tf.distribute.OneDeviceStrategy("/cpu:0"), 2)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            losses[eager] = trainer.fit(make_batches(), epochs=2)
        seen[eager] = out.getvalue().count("replica loss")
    assert seen == {True: 6, False: 1}, seen
    assert abs(losses[True] - losses[False]) < 1e-5
    print("proved")
