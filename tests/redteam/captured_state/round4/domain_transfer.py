"""Adapts a classifier to a new domain: knobs are set like attributes and live in variables."""
import math

import numpy as np
import tensorflow as tf


class MomentumSGD(tf.Module):
    """Our own optimizer; `lr` may be assigned at any time."""

    def __init__(self, variables, lr, momentum=0.9):
        super().__init__()
        self._lr = tf.Variable(lr, trainable=False)
        self.momentum = momentum
        self.targets = list(variables)
        self.speeds = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.targets]

    @property
    def lr(self):
        return self._lr

    @lr.setter
    def lr(self, value):
        self._lr.assign(value)

    def apply(self, gradients):
        for variable, speed, gradient in zip(self.targets, self.speeds, gradients):
            speed.assign(self.momentum * speed - self.lr * gradient)
            variable.assign_add(speed)


class DomainClassifier(tf.Module):
    def __init__(self, features):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([features, 1]))
        self._reversal = tf.Variable(0.0, trainable=False)
        self.optimizer = MomentumSGD([self.kernel], lr=0.1)

    @property
    def reversal(self):
        return self._reversal

    @reversal.setter
    def reversal(self, strength):
        self._reversal.assign(strength)

    @tf.function
    def train_step(self, source, target):
        with tf.GradientTape() as tape:
            gap = tf.reduce_mean(tf.matmul(target, self.kernel))
            task = tf.reduce_mean(tf.square(tf.matmul(source, self.kernel) - 1.0))
            loss = task + self.reversal * tf.square(gap)
        self.optimizer.apply([tape.gradient(loss, self.kernel)])
        return tf.stack([self.reversal, self.optimizer.lr])


def adapt(model, source, target, steps):
    used = []
    for step in range(steps):
        progress = step / steps
        model.reversal = 2.0 / (1.0 + math.exp(-10.0 * progress)) - 1.0
        model.optimizer.lr = 0.1 / (1.0 + 10.0 * progress) ** 0.75
        used.append(model.train_step(source, target).numpy())
    return np.array(used)


def main(steps=8):
    rng = np.random.default_rng(12)
    source = tf.constant(rng.normal(size=(30, 4)), tf.float32)
    target = tf.constant(rng.normal(loc=0.5, size=(30, 4)), tf.float32)
    model = DomainClassifier(features=4)
    return model, adapt(model, source, target, steps)


if __name__ == "__main__":
    model, used = main()
    assert model.train_step.experimental_get_tracing_count() == 1
    graph_kernel = model.kernel.numpy()
    assert np.all(np.diff(used[:, 0]) > 0.0) and np.all(np.diff(used[:, 1]) < 0.0)
    tf.config.run_functions_eagerly(True)
    eager_model, eager_used = main()
    assert np.allclose(used, eager_used) and np.allclose(graph_kernel, eager_model.kernel, atol=1e-5)
    print("proved")
