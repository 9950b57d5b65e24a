"""Predicts the strength of concrete from its mix: project base class, hooks, and a trainer of its own."""
import numpy as np
import tensorflow as tf

INGREDIENTS = ("cement", "water", "sand", "gravel")


class BaseExperiment(tf.Module):
    """Runs steps; subclasses say what a step checks and computes."""

    def __init__(self, rate=0.05):
        super().__init__()
        self.weights = tf.Variable(tf.ones([len(INGREDIENTS), 1]) * 0.1)
        self.rate = rate

    def check(self, mixes, strengths):
        raise NotImplementedError

    def predict(self, mixes):
        return mixes @ self.weights

    @tf.function
    def step(self, mixes, strengths):
        self.check(mixes, strengths)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.predict(mixes) - strengths))
        self.weights.assign_sub(self.rate * tape.gradient(loss, self.weights))
        return loss

    def run(self, batches):
        return [float(self.step(*batch)) for batch in batches]


class ShapeChecked(BaseExperiment):
    def check(self, mixes, strengths):
        assert mixes.shape.rank == 2 and strengths.shape[-1] == 1, f"bad shapes {mixes.shape}"
        assert mixes.dtype == tf.float32 and len(INGREDIENTS) == mixes.shape[1]


class RangeChecked(ShapeChecked):
    def check(self, mixes, strengths):
        super().check(mixes, strengths)
        excess = tf.reduce_sum(mixes, axis=1) - 1.0
        assert tf.reduce_all(tf.abs(excess) < 1e-3), "parts sum to one"  # expect: tf-tensor-assert


class StagedRangeChecked(ShapeChecked):
    def check(self, mixes, strengths):
        super().check(mixes, strengths)
        total = tf.reduce_sum(mixes, axis=1)
        tf.debugging.assert_near(total, tf.ones_like(total), atol=1e-3, message="parts")


class Bounded(StagedRangeChecked):
    """A prediction may not exceed what concrete can bear."""

    def predict(self, mixes):
        result = super().predict(mixes)
        if tf.reduce_any(tf.math.is_nan(result)):
            raise FloatingPointError("the weights diverged")  # expect: tf-tensor-raise
        return tf.minimum(result, 1.2)


class StagedBounded(StagedRangeChecked):
    def predict(self, mixes):
        return tf.minimum(tf.debugging.check_numerics(super().predict(mixes), "weights"), 1.2)


def batches():
    rng = np.random.default_rng(2)
    for _ in range(3):
        mixes = rng.uniform(0.1, 1.0, size=(4, 4))
        mixes /= mixes.sum(axis=1, keepdims=True)
        strengths = mixes @ [[1.0], [0.2], [0.4], [0.4]]
        yield tf.constant(mixes, tf.float32), tf.constant(strengths, tf.float32)


def eagerly(experiment):
    tf.config.run_functions_eagerly(True)
    try:
        return experiment.run(batches())
    finally:
        tf.config.run_functions_eagerly(False)


def error_of(experiment):
    try:
        experiment.run(batches())
    except Exception as error:
        return type(error).__name__, str(error)
    raise AssertionError("ran")


if __name__ == "__main__":
    reference = ShapeChecked().run(batches())
    np.testing.assert_allclose(reference, eagerly(RangeChecked()), rtol=1e-5)
    np.testing.assert_allclose(reference, StagedRangeChecked().run(batches()), rtol=1e-5)
    np.testing.assert_allclose(eagerly(Bounded()), StagedBounded().run(batches()), rtol=1e-5)
    name, text = error_of(RangeChecked())
    assert name == "OperatorNotAllowedInGraphError" and "assert tf.reduce_all(" in text, text
    name, text = error_of(Bounded())
    assert "FloatingPointError: the weights diverged" in text, text
    assert 'raise FloatingPointError("the weights diverged")' in text, text
    print("proved")
