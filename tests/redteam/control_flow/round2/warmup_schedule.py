"""Trains a translation scorer with a warm-up schedule and a metric that ignores padding."""
import traceback

import keras
import numpy as np
import tensorflow as tf


class WarmUp(keras.optimizers.schedules.LearningRateSchedule):
    """Linear warm-up, then the inverse square root."""

    def __init__(self, peak=0.1, steps=2):
        self.peak = peak
        self.steps = steps

    def __call__(self, step):
        step = tf.cast(step, tf.float32) + 1.0
        if step <= self.steps:  # expect: tf-keras-call-control-flow
            return self.peak * step / self.steps
        return self.peak * tf.sqrt(self.steps / step)

    def get_config(self):
        return {"peak": self.peak, "steps": self.steps}


class StagedWarmUp(WarmUp):
    def __call__(self, step):
        step = tf.cast(step, tf.float32) + 1.0
        return self.peak * tf.minimum(step / self.steps, tf.sqrt(self.steps / step))


class PaddedMean(keras.metrics.Metric):
    """Mean score of a batch; batches of padding only do not count."""

    def __init__(self, name="padded"):
        super().__init__(name=name)
        self.total = self.add_weight(shape=(), initializer="zeros", name="total")
        self.batches = self.add_weight(shape=(), initializer="zeros", name="batches")

    def update_state(self, y_true, y_pred, sample_weight=None):
        kept = tf.reduce_sum(tf.cast(y_true > 0.0, tf.float32))
        if kept > 0.0:  # expect: tf-keras-call-control-flow
            self.total.assign_add(tf.reduce_sum(y_pred) / kept)
            self.batches.assign_add(1.0)

    def result(self):
        return self.total / self.batches


class StagedPaddedMean(PaddedMean):
    def update_state(self, y_true, y_pred, sample_weight=None):
        kept = tf.reduce_sum(tf.cast(y_true > 0.0, tf.float32))
        counted = tf.cast(kept > 0.0, tf.float32)
        self.total.assign_add(counted * tf.math.divide_no_nan(tf.reduce_sum(y_pred), kept))
        self.batches.assign_add(counted)


def model(schedule, metric):
    keras.utils.set_random_seed(2)
    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    network.compile(keras.optimizers.SGD(schedule), loss="mse", metrics=[metric])
    return network


def pairs():
    x = np.random.default_rng(5).uniform(size=(6, 2)).astype(np.float32)
    return x, np.array([[1.0], [1.0], [0.0], [0.0], [1.0], [0.0]], np.float32)


def failure(schedule, metric):
    try:
        model(schedule, metric).fit(*pairs(), batch_size=2, verbose=0)
    except tf.errors.OperatorNotAllowedInGraphError:
        return traceback.format_exc()
    raise AssertionError("code called by Keras was converted")


if __name__ == "__main__":
    for step in range(4):
        assert abs(float(WarmUp()(step)) - float(StagedWarmUp()(step))) < 1e-6
    eager, staged = PaddedMean(), StagedPaddedMean()
    for truth in ([1.0, 0.0], [0.0, 0.0]):
        for metric in (eager, staged):
            metric.update_state(tf.constant(truth), tf.constant([0.5, 0.25]))
    assert float(eager.result()) == float(staged.result()) == 0.75
    history = model(StagedWarmUp(), StagedPaddedMean()).fit(*pairs(), batch_size=2, verbose=0).history
    assert np.isfinite(history["padded"]).all()
    assert "if step <= self.steps:" in failure(WarmUp(), StagedPaddedMean())
    assert "if kept > 0.0:" in failure(StagedWarmUp(), PaddedMean())
    print("proved")
