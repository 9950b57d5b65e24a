"""Grasp success under domain randomisation whose strength is asked for on every call."""
import numpy as np
import tensorflow as tf


class Randomiser:
    """Host-side simulator settings; the curriculum turns the strength up."""

    def __init__(self, seed=0):
        self.generator = np.random.default_rng(seed)
        self.strength = 0.0
        self.history = []

    def harder(self, amount=0.5):
        self.strength += amount

    def friction(self, shape):
        noise = self.generator.uniform(-1.0, 1.0, size=tuple(shape)).astype(np.float32)
        self.history.append(self.strength)
        return np.float32(1.0) + np.float32(self.strength) * noise


class GraspPolicy:
    def __init__(self, randomiser):
        self.randomiser = randomiser
        self.grip = tf.Variable(1.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def success(self, weights):
        friction = tf.numpy_function(self.randomiser.friction, [tf.shape(weights)], tf.float32)
        friction = tf.ensure_shape(friction, [None])
        held = self.grip * friction > weights
        return tf.reduce_mean(tf.cast(held, tf.float32)), tf.reduce_max(tf.abs(friction - 1.0))


def curriculum(policy, objects, stages=4, target=0.5):
    reports = []
    for _ in range(stages):
        rate, spread = policy.success(objects)
        reports.append((float(rate), float(spread)))
        if reports[-1][0] > target:
            policy.randomiser.harder()
    return reports


def main():
    randomiser = Randomiser()
    policy = GraspPolicy(randomiser)
    objects = tf.fill([2000], 0.9)
    return policy, curriculum(policy, objects)


if __name__ == "__main__":
    policy, reports = main()
    spreads = [spread for _, spread in reports]
    assert spreads[0] == 0.0
    assert np.allclose(spreads, policy.randomiser.history, atol=0.02), (spreads, reports)
    assert policy.randomiser.history == [0.0, 0.5, 1.0, 1.5]
    assert policy.success.experimental_get_tracing_count() == 1
    print("proved")
