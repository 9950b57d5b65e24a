"""Metropolis-adjusted Langevin sampling of a double-well density."""
import numpy as np
import tensorflow as tf


def log_density(x):
    return -tf.reduce_sum(tf.square(tf.square(x) - 1.0))


def drift(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = log_density(x)
    return tape.gradient(value, x)


class Sampler(tf.Module):
    """Keeps the position and how often proposals were accepted."""

    def __init__(self, start, step=0.05):
        super().__init__()
        self.position = tf.Variable(start)
        self.accepted = tf.Variable(0.0)
        self.step = step

    def propose(self, noise):
        here = self.position.read_value()
        return here + self.step * drift(here) + tf.sqrt(2.0 * self.step) * noise

    @tf.function
    def weight_of(self, noise):
        """How much a proposal counts: 0 when rejected."""
        gain = log_density(self.propose(noise)) - log_density(self.position)
        if gain > -5.0:  # expect: tf-branch-dtype
            weight = tf.exp(tf.minimum(gain, 0.0))
        else:
            weight = 0
        return weight

    @tf.function
    def guarded_move(self, noise):
        proposal = self.propose(noise)
        if tf.reduce_any(tf.math.is_nan(proposal)):
            raise FloatingPointError("the sampler diverged")  # expect: tf-tensor-raise
        self.position.assign(proposal)
        return proposal

    @tf.function
    def move(self, noise):
        proposal = self.propose(noise)
        tf.debugging.check_numerics(proposal, "the sampler diverged")
        gain = log_density(proposal) - log_density(self.position)
        if gain > -5.0:
            weight = tf.exp(tf.minimum(gain, 0.0))
            self.position.assign(proposal)
        else:
            weight = 0.0
        self.accepted.assign_add(weight)
        return weight


def noise_for(seed):
    return tf.constant(np.random.default_rng(seed).normal(size=2).astype(np.float32))


if __name__ == "__main__":
    histories = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        chain = Sampler([0.5, -0.5])
        weights = [float(chain.move(noise_for(s))) for s in range(4)]
        histories.append(weights + chain.position.numpy().tolist())
    np.testing.assert_allclose(histories[0], histories[1], rtol=1e-4)

    chain, noise = Sampler([0.5, -0.5]), noise_for(1)
    tf.config.run_functions_eagerly(True)
    assert 0.0 < float(chain.weight_of(noise)) <= 1.0
    assert chain.guarded_move(noise).shape == (2,)
    tf.config.run_functions_eagerly(False)
    try:
        chain.weight_of(noise)
    except TypeError as error:
        assert "'weight' has dtype float32 in the main branch, but dtype int32" in str(error)
        assert "if gain > -5.0:" in str(error)
    else:
        raise AssertionError("an integer and a float agreed")
    try:
        chain.guarded_move(noise)
    except Exception as error:
        assert 'raise FloatingPointError("the sampler diverged")' in str(error)
    else:
        raise AssertionError("the raise was conditional")
    print("proved")
