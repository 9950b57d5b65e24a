"""Prices of tapestries: helpers return objects, sets and functions; what is traced returns tensors."""
import enum
import functools
from dataclasses import dataclass

import tensorflow as tf


class Style(enum.Enum):
    MILLEFLEUR = 0
    VERDURE = 1


@dataclass
class Estimate:
    mean: tf.Tensor
    margin: tf.Tensor

    def interval(self):
        return self.mean - self.margin, self.mean + self.margin


class Prior:
    """A normal distribution, as far as the appraisers need one."""

    def __init__(self, location, scale):
        self.location, self.scale = location, scale

    def shift(self, evidence):
        return Prior(0.5 * (self.location + evidence), self.scale * 0.5)

    def mean(self):
        return self.location


PRIORS = {Style.MILLEFLEUR: Prior(9.0, 1.0), Style.VERDURE: Prior(7.0, 0.5)}


def estimate(features, style):
    posterior = PRIORS[style].shift(tf.reduce_sum(features, axis=-1))
    return Estimate(posterior.mean(), posterior.scale * tf.ones_like(features[:, 0]))


@functools.lru_cache(maxsize=None)
def appraiser(style):
    """A compiled function for each style, made by a function that is not compiled."""

    @tf.function
    def appraise(features):
        found = estimate(features, style)
        return found.interval()

    return appraise


@tf.function
def best(features, limit):
    candidates = {style: estimate(features, style).mean for style in Style}
    stacked = tf.stack(list(candidates.values()))
    if tf.reduce_max(stacked) > limit:
        stacked = tf.minimum(stacked, limit)
    return {style.name: row for style, row in zip(candidates, tf.unstack(stacked))}, None


def make_step(rate):
    weights = tf.Variable(tf.ones([3]))

    @tf.function
    def step(features, price):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(features, weights) - price) ** 2)
        weights.assign_sub(rate * tape.gradient(loss, weights))
        return loss

    return step, weights


def report(features):
    low, high = appraiser(Style.VERDURE)(features)
    return Estimate(0.5 * (low + high), 0.5 * (high - low)), {style.name for style in Style}


if __name__ == "__main__":
    step, weights = make_step(0.1)
    again, reference = make_step(0.1)
    for seed in range(3):
        features = tf.random.stateless_uniform([2, 3], [seed, 7])
        for style in Style:
            eager = estimate(features, style).interval()
            assert all(float(tf.reduce_max(tf.abs(a - b))) < 1e-6 for a, b in zip(appraiser(style)(features), eager))
        rows, nothing = best(features, tf.constant(4.9))
        same, _ = best.python_function(features, tf.constant(4.9))
        assert nothing is None and all(rows[name].numpy().tolist() == same[name].numpy().tolist() for name in same)
        price = tf.constant([1.0, 2.0])
        assert abs(float(step(features, price)) - float(again.python_function(features, price))) < 1e-5
        found, names = report(features)
        assert float(tf.reduce_max(tf.abs(found.margin - 0.25))) < 1e-6 and names == {"MILLEFLEUR", "VERDURE"}
    assert float(tf.reduce_max(tf.abs(weights - reference))) < 1e-5
    print("proved")
