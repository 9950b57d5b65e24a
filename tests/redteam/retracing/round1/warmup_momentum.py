"""Momentum descent with a warm-up of the learning rate, by hand."""
import numpy as np
import tensorflow as tf


def warmup(step, peak=0.1, steps=4):
    """Python arithmetic: linear up to the peak, then constant."""
    return peak * min(1.0, (step + 1) / steps)


class Momentum:
    def __init__(self, variables, decay=0.9):
        self.variables = variables
        self.velocities = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        self.decay = decay

    @tf.function
    def _apply(self, gradients, rate, decay=0.9, nesterov=False):
        for variable, velocity, gradient in zip(self.variables, self.velocities, gradients):
            velocity.assign(decay * velocity + gradient)
            update = decay * velocity + gradient if nesterov else velocity
            variable.assign_sub(rate * update)

    def apply(self, gradients, rate):
        self._apply(gradients, tf.constant(rate, tf.float32), self.decay)

    def apply_plain(self, gradients, rate):
        rate = tf.convert_to_tensor(rate, dtype=tf.float32)
        self._apply(gradients=gradients, rate=rate, nesterov=False)


@tf.function
def gradients_of(weights, bias, features, targets, penalty):
    with tf.GradientTape() as tape:
        predicted = tf.linalg.matvec(features, weights) + bias
        loss = tf.reduce_mean(tf.square(predicted - targets)) + penalty * tf.nn.l2_loss(weights)
    return loss, tape.gradient(loss, [weights, bias])


def train(epochs=8, penalty=1e-3):
    generator = np.random.default_rng(10)
    features = generator.normal(size=[32, 3]).astype(np.float32)
    targets = features @ np.float32([1.0, 2.0, -1.0]) + 0.5
    weights, bias = tf.Variable(tf.zeros([3])), tf.Variable(0.0)
    optimizer = Momentum([weights, bias])
    losses = []
    for epoch in range(epochs):
        loss, gradients = gradients_of(weights, bias, features, targets, penalty)
        rate = warmup(epoch)
        if epoch % 2:
            optimizer.apply_plain(gradients, rate)
        else:
            optimizer.apply(gradients, rate)
        losses.append(float(loss))
    return optimizer, losses


def main():
    return train()


if __name__ == "__main__":
    optimizer, losses = main()
    assert losses[-1] < losses[0]
    assert gradients_of.experimental_get_tracing_count() == 1
    assert optimizer._apply.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[1], losses, rtol=1e-4)
    print("proved")
