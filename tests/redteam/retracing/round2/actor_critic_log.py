"""Actor-critic on a one-dimensional chase, with its losses written for a dashboard."""
from __future__ import annotations

import tempfile

import numpy as np
import tensorflow as tf


class Learner:
    def __init__(self, logdir: str) -> None:
        self.policy = tf.Variable([0.0, 0.0])
        self.critic = tf.Variable([0.0, 0.0])
        self.writer = tf.summary.create_file_writer(logdir)
        self.updates = 0

    def _losses(self, features: tf.Tensor, moves: tf.Tensor, rewards: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        advantage = rewards - tf.linalg.matvec(features, self.critic)
        likelihood = tf.math.log_sigmoid(moves * tf.linalg.matvec(features, self.policy))
        return -tf.reduce_mean(likelihood * tf.stop_gradient(advantage)), tf.reduce_mean(tf.square(advantage))

    @tf.function
    def _update(self, features: tf.Tensor, moves: tf.Tensor, rewards: tf.Tensor, iteration: int) -> tf.Tensor:
        with tf.GradientTape() as tape:
            actor, critic = self._losses(features, moves, rewards)
            loss = actor + critic
        gradients = tape.gradient(loss, [self.policy, self.critic])
        self.policy.assign_sub(0.1 * gradients[0])
        self.critic.assign_sub(0.1 * gradients[1])
        with self.writer.as_default():
            tf.summary.write("losses", tf.stack([actor, critic]), step=iteration)  # expect: tf-summary-step
        return loss

    def learn(self, batch: dict[str, np.ndarray]) -> float:
        tensors = [tf.constant(batch[key], tf.float32) for key in ("features", "moves", "rewards")]
        loss = self._update(*tensors, self.updates)  # expect: tf-python-scalar-arg
        self.updates += 1
        return float(loss)


def rollouts(batches: int, size: int):
    rng = np.random.default_rng(5)
    while batches:
        features = rng.normal(size=(size, 2))
        moves = np.sign(rng.normal(size=size))
        yield {"features": features, "moves": moves, "rewards": moves * np.sign(features[:, 0])}
        batches -= 1


def train(learner: Learner, batches: int) -> list[float]:
    return [learner.learn(batch) for batch in rollouts(batches, 8)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(folder)
        losses = train(learner, 6)
        assert np.isfinite(losses).all() and learner.updates == 6
        assert learner._update.experimental_get_tracing_count() == 6
        control = Learner(folder)
        for number in range(4):
            control._update(tf.ones([2, 2]), tf.ones([2]), tf.ones([2]), tf.constant(number, tf.int64))
        assert control._update.experimental_get_tracing_count() == 1
        learner.writer.close()
        control.writer.close()
    print("proved")
