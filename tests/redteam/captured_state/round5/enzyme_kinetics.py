"""Diffusion of an enzyme along a gel, one matrix product a time step."""
import numpy as np
import tensorflow as tf

CELLS = 512


class Stepper:
    """Base of the schemes: subclasses supply the operator."""

    def operator(self):
        raise NotImplementedError

    @tf.function
    def advance(self, concentration):
        mixed = tf.linalg.matvec(self.operator(), concentration)
        return mixed / tf.reduce_sum(mixed)

    def simulate(self, concentration, steps):
        for _ in range(steps):
            concentration = self.advance(concentration)
        return concentration


class ImplicitStepper(Stepper):
    def __init__(self, rate=0.3):
        laplace = 2.0 * np.eye(CELLS) - np.eye(CELLS, k=1) - np.eye(CELLS, k=-1)
        self.inverse = np.linalg.inv(np.eye(CELLS) + rate * laplace).astype(np.float32)

    def operator(self):
        return tf.convert_to_tensor(self.inverse)  # expect: tf-constant-capture


def spread(steps=5):
    start = np.zeros(CELLS, np.float32)
    start[CELLS // 2] = 1.0
    stepper = ImplicitStepper()
    final = stepper.simulate(tf.constant(start), steps)
    return stepper, final.numpy()


if __name__ == "__main__":
    scheme, profile = spread()
    assert abs(profile.sum() - 1.0) < 1e-4 and profile.argmax() == CELLS // 2
    concrete = scheme.advance.get_concrete_function(tf.TensorSpec([CELLS], tf.float32))
    assert len(concrete.graph.as_graph_def().SerializeToString()) > 1_000_000
    print("proved")
