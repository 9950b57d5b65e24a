"""A custom Keras optimizer; its slots are added by ``build``, which the first traced step calls."""
import keras
import numpy as np
import tensorflow as tf


class Lion(keras.optimizers.Optimizer):
    """Evolved sign momentum.

    Args:
        learning_rate: step size.
        beta: decay of the momentum.
    """

    def __init__(self, learning_rate=0.01, beta=0.9, name="lion"):
        super().__init__(learning_rate=learning_rate, name=name)
        self.beta = beta

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.momenta = [
            self.add_variable_from_reference(reference_variable=v, name="momentum") for v in variables
        ]

    def update_step(self, gradient, variable, learning_rate):
        momentum = self.momenta[self._get_variable_index(variable)]
        mixed = self.beta * momentum + (1.0 - self.beta) * gradient
        self.assign_sub(variable, tf.cast(learning_rate, tf.float32) * tf.sign(mixed))
        self.assign(momentum, mixed)


class Problem:
    def __init__(self, width):
        self.point = keras.Variable(np.linspace(-1.0, 1.0, width).astype("float32"))
        self.optimizer = Lion()
        self.minimise = tf.function(self._minimise)

    def _loss(self):
        return tf.reduce_sum(tf.square(self.point - 0.3)) + tf.reduce_sum(tf.abs(self.point))

    def _minimise(self, scale):
        with tf.GradientTape() as tape:
            loss = scale * self._loss()
        gradient = tape.gradient(loss, [self.point.value])
        self.optimizer.apply(gradient, [self.point])
        return loss


def run(eagerly, steps=5):
    tf.config.run_functions_eagerly(eagerly)
    problem = Problem(4)
    losses = [float(problem.minimise(tf.constant(1.0 + k))) for k in range(steps)]
    assert len(problem.optimizer.momenta) == 1
    return losses + list(problem.point.numpy())


if __name__ == "__main__":
    np.testing.assert_allclose(run(True), run(False), rtol=1e-4)
    print("proved")
