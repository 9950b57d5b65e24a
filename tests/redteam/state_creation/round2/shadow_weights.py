"""Evaluation with averaged weights: the averages are TensorFlow's own, made by the first ``apply``."""
import numpy as np
import tensorflow as tf


class AveragedModel:
    def __init__(self, decay=0.8):
        self.kernel = tf.Variable([[1.0], [2.0]])
        self.bias = tf.Variable([0.5])
        self.ema = tf.train.ExponentialMovingAverage(decay)
        self.ema.apply(self.weights)

    @property
    def weights(self):
        return [self.kernel, self.bias]

    def predict(self, x, weights=None):
        kernel, bias = weights or self.weights
        out = tf.matmul(x, kernel)
        out += bias
        return out

    @tf.function
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.predict(x) - y))
        for weight, gradient in zip(self.weights, tape.gradient(loss, self.weights)):
            weight.assign_sub(0.1 * gradient)
        self.ema.apply(self.weights)
        return loss

    @tf.function
    def evaluate(self, x):
        averaged = [self.ema.average(weight) for weight in self.weights]
        return self.predict(x, averaged) - self.predict(x)


def session(eagerly):
    tf.config.run_functions_eagerly(eagerly)
    model = AveragedModel()
    x = tf.constant([[1.0, 0.0], [0.5, -1.0]])
    values = []
    for k in range(4):
        values.append(float(model.train_step(x, tf.fill([2, 1], float(k)))))
        values.extend(model.evaluate(x).numpy().ravel())
    return values


if __name__ == "__main__":
    np.testing.assert_allclose(session(True), session(False), rtol=1e-4, atol=1e-6)
    print("proved")
