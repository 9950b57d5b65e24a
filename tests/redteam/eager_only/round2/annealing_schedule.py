"""Simulated annealing of spins; the schedule of the temperature is a callback."""
import math

import tensorflow as tf

SPINS = 6


def exponential(start, rate):
    floor = math.exp(-10.0 * rate)

    def schedule(step):
        return max(floor, start) * math.exp(-rate * step)  # expect: tf-python-cast

    return schedule


def geometric(start, factor):
    logarithm = math.log(factor)

    def schedule(step):
        return start * tf.exp(logarithm * step)

    return schedule


def energy(spins):
    return -tf.reduce_sum(spins * tf.roll(spins, 1, axis=0))


class Annealer(tf.Module):
    """Flips spins; worse states are accepted by chance while it is hot."""

    def __init__(self, schedule):
        super().__init__()
        self.schedule = schedule
        self.step = tf.Variable(0.0)

    def accepts(self, change, luck):
        return tf.exp(-change / self.schedule(self.step)) > luck

    @tf.function
    def sweep(self, spins, site, luck):
        flip = 1.0 - 2.0 * tf.one_hot(site, SPINS)
        proposal = spins * flip
        accepted = self.accepts(energy(proposal) - energy(spins), luck)
        self.step.assign_add(1.0)
        return tf.where(accepted, proposal, spins)


def run(annealer, sites):
    spins = tf.constant([1.0, -1.0, 1.0, 1.0, -1.0, 1.0])
    for site in sites:
        spins = annealer.sweep(spins, site, tf.constant(0.4))
    return spins.numpy().tolist()


if __name__ == "__main__":
    order = tf.unstack(tf.constant([1, 4, 0, 2]))
    rate = 0.25
    wanted = run(Annealer(geometric(2.0, math.exp(-rate))), order)
    tf.config.run_functions_eagerly(True)
    assert run(Annealer(exponential(2.0, rate)), order) == wanted
    tf.config.run_functions_eagerly(False)
    cooling = Annealer(exponential(2.0, rate))
    try:
        run(cooling, order)
    except TypeError as error:
        assert "must be real number, not SymbolicTensor" in str(error), error
        assert "math.exp(-rate * step)" in str(error), error
    else:
        raise AssertionError("math.exp took a symbolic tensor")
    print("proved")
