"""Simulates a kelp forest day by day: light falls with depth, and the canopy shades what grows below."""
import traceback

import numpy as np
import tensorflow as tf

DAYS = 120
LAYERS = 4
DEPTHS = tf.constant([0.5, 2.0, 4.0, 8.0])


class Forest(tf.Module):
    """Biomass in each layer of the water."""

    def __init__(self, growth, mortality):
        super().__init__()
        self.growth = tf.Variable(growth, dtype=tf.float32)
        self.mortality = mortality
        self.attenuation = 0.25

    def shade(self, biomass):
        above = tf.cumsum(biomass, exclusive=True)
        return tf.exp(-self.attenuation * DEPTHS - 0.1 * above)

    def day(self, biomass, sun):
        gain = self.growth * sun * self.shade(biomass)
        return biomass + biomass * (gain - self.mortality)

    def season(self, biomass, sun, days=DAYS):
        for _ in range(days):  # expect: tf-python-loop-unroll
            biomass = self.day(biomass, sun)
        return biomass

    def staged_season(self, biomass, sun):
        for _ in tf.range(DAYS):
            biomass = self.day(biomass, sun)
        return biomass

    @tf.function
    def harvest(self, biomass, sun, tools):
        """What each tool cuts; there are only a few."""
        cut = []
        for share in tools:
            cut.append(tf.reduce_sum(biomass[:2]) * share)
            biomass = tf.tensor_scatter_nd_update(biomass, [[0], [1]], biomass[:2] * (1.0 - share))
        for _ in range(3):
            biomass = self.day(biomass, sun)
        return cut, biomass


    @tf.function(autograph=False)
    def survey(self, biomass):
        """Divers do not go below six metres."""
        if DEPTHS[-1] > 6.0:  # expect: tf-tensor-bool-unconverted
            biomass = biomass[:-1]
        return tf.reduce_sum(biomass)

    @tf.function
    def staged_survey(self, biomass):
        if DEPTHS[-1] > 6.0:
            biomass = biomass[:-1]
        return tf.reduce_sum(biomass)


def fit(forest, season, observed, sun, steps=3):
    """Fits the growth rate to an observed biomass; returns the errors."""

    @tf.function
    def step(start):
        with tf.GradientTape() as tape:
            error = tf.reduce_mean(tf.square(season(start, sun) - observed))
        forest.growth.assign_sub(1e-5 * tape.gradient(error, forest.growth))
        return error

    start = tf.fill([LAYERS], 0.1)
    return step, [float(step(start)) for _ in range(steps)]


def operations(function, *specs):
    concrete = function.get_concrete_function(*specs)
    kinds = [op.type for op in concrete.graph.get_operations()]
    return len(kinds), any("While" in kind for kind in kinds)


if __name__ == "__main__":
    observed, sun = tf.constant([0.8, 0.5, 0.2, 0.05]), tf.constant(0.6)
    eager = Forest(0.05, 0.01)
    first = fit(eager, eager.season, observed, sun)
    other = Forest(0.05, 0.01)
    second = fit(other, other.staged_season, observed, sun)
    np.testing.assert_allclose(first[1], second[1], rtol=1e-4)
    np.testing.assert_allclose(eager.growth.numpy(), other.growth.numpy(), rtol=1e-4)
    spec = tf.TensorSpec([LAYERS], tf.float32)
    unrolled, looped = operations(first[0], spec)
    staged, kept = operations(second[0], spec)
    assert not looped and kept and unrolled > 8 * DAYS and staged < unrolled / 10, (unrolled, staged)

    tools = (0.3, 0.1)
    biomass = tf.constant([1.0, 0.8, 0.5, 0.1])
    cut, left = other.harvest(biomass, sun, tools)
    cut_too, left_too = other.harvest.python_function(biomass, sun, tools)
    np.testing.assert_allclose(cut, cut_too)
    np.testing.assert_allclose(left, left_too, rtol=1e-6)
    assert float(other.survey.python_function(left)) == float(other.staged_survey(left))
    try:
        other.survey(left)
    except tf.errors.OperatorNotAllowedInGraphError:
        assert "if DEPTHS[-1] > 6.0:  # exp" in traceback.format_exc()
    else:
        raise AssertionError("the depth was compared")
    print("proved")
