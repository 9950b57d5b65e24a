"""The Lion optimizer with slots in variables, beside a plain weight decay."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Lion:
    """Sign updates of an interpolated momentum."""

    def __init__(self, lr: float = 0.01, beta1: float = 0.9, beta2: float = 0.99, decay: float = 0.01):
        self.lr = tf.Variable(lr, trainable=False)
        self.beta1, self.beta2, self.decay = beta1, beta2, decay
        self.count = tf.Variable(0, dtype=tf.int64, trainable=False)
        self._momentum: list[tf.Variable] = []
        self.built = False

    def build(self, variables):
        """Makes the slots; nothing happens the second time."""
        if self.built:
            return
        for variable in variables:
            self._momentum.append(tf.Variable(tf.zeros_like(variable), trainable=False))
        self.built = True

    def _learning_rate(self):
        count = self.count
        count.assign_add(1)
        lr = self.lr.read_value()
        lr *= 1.0 / (1.0 + 0.1 * tf.cast(count, tf.float32))
        return lr

    def apply(self, gradients, variables):
        self.build(variables)
        lr = self._learning_rate()
        for gradient, variable, momentum in zip(gradients, variables, self._momentum):
            update = self.beta1 * momentum
            update += (1.0 - self.beta1) * gradient
            variable.assign_sub(lr * (tf.sign(update) + self.decay * variable))
            momentum.assign(self.beta2 * momentum + (1.0 - self.beta2) * gradient)


class MatrixFactorization(tf.Module):
    """Ratings as inner products of two embeddings."""

    def __init__(self, users: int, items: int, dim: int = 3):
        super().__init__()
        self.users = tf.Variable(tf.random.stateless_normal([users, dim], [0, 1]))
        self.items = tf.Variable(tf.random.stateless_normal([items, dim], [0, 2]))

    def loss(self, user, item, rating):
        users = tf.gather(self.users, user)
        items = tf.gather(self.items, item)
        predicted = tf.reduce_sum(users * items, axis=-1)
        predicted -= tf.reduce_mean(predicted)
        return tf.reduce_mean((predicted - rating) ** 2)


def make_train_step(model: MatrixFactorization, optimizer: Lion):
    @tf.function
    def train_step(user, item, rating):
        variables = list(model.trainable_variables)
        with tf.GradientTape() as tape:
            loss = model.loss(user, item, rating)
        gradients = tape.gradient(loss, variables)
        gradients = [tf.convert_to_tensor(g) for g in gradients]
        optimizer.apply(gradients, variables)
        return loss

    return train_step


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    model, optimizer = MatrixFactorization(6, 5), Lion()
    train_step = make_train_step(model, optimizer)
    losses = []
    for seed in range(5):
        user = tf.random.stateless_uniform([8], [seed, 0], 0, 6, tf.int32)
        item = tf.random.stateless_uniform([8], [seed, 1], 0, 5, tf.int32)
        losses.append(float(train_step(user, item, tf.cast(user - item, tf.float32))))
    tf.config.run_functions_eagerly(False)
    return losses, model.users.numpy(), int(optimizer.count), len(optimizer._momentum)


if __name__ == "__main__":
    for eager_part, graph_part in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_part, graph_part, rtol=1e-4, atol=1e-5)
    print("proved")
