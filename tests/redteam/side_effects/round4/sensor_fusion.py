"""Fusing redundant sensors, with staleness weights and a gain from the environment."""

from __future__ import annotations

import datetime
import os
import time

import numpy as np
import tensorflow as tf

EPOCH = datetime.datetime(2020, 1, 1)


def now_seconds() -> float:
    """Seconds since the fusion epoch."""
    moment = datetime.datetime.now()  # expect: tf-clock
    return (moment - EPOCH).total_seconds()


def gain() -> float:
    return float(os.environ.get("FUSION_GAIN", "1.0"))  # expect: tf-clock


class Fusion:
    """Weighted mean of sensors; weights fall with the variance and the age of a reading."""

    def __init__(self, variances, half_life: float = 1e9):
        self.precision = 1.0 / tf.constant(variances)
        self.half_life = half_life

    def weights(self, stamps):
        age = tf.cast(now_seconds() - stamps, tf.float32)
        return self.precision * 0.5 ** (age / self.half_life)

    def __call__(self, readings, stamps):
        weights = self.weights(stamps)
        fused = gain() * tf.reduce_sum(weights * readings) / tf.reduce_sum(weights)
        return fused, tf.reduce_max(now_seconds() - stamps)


class Pipeline:
    """Compiles its stages on request."""

    def __init__(self, stages, compiled: bool):
        self.stages = [tf.function(stage) if compiled else stage for stage in stages]

    def run(self, readings, stamps):
        return [stage(readings, stamps) for stage in self.stages]


def monitor(pipeline: Pipeline, gains):
    """Sets the gain between readings, as an operator would."""
    stamps = tf.constant([0.0, 10.0, 20.0], tf.float64)
    fused, ages = [], []
    for value in gains:
        os.environ["FUSION_GAIN"] = value
        ((mean, age),) = pipeline.run(tf.constant([2.0, 2.0, 2.0]), stamps)
        fused.append(round(float(mean), 3))
        ages.append(float(age))
        time.sleep(0.002)
    return fused, ages


if __name__ == "__main__":
    gains = ["1.0", "2.0", "3.0"]
    fused, ages = monitor(Pipeline([Fusion([1.0, 2.0, 4.0])], compiled=False), gains)
    assert fused == [2.0, 4.0, 6.0] and len(set(ages)) == 3, (fused, ages)
    fused, ages = monitor(Pipeline([Fusion([1.0, 2.0, 4.0])], compiled=True), gains)
    assert fused == [2.0, 2.0, 2.0] and len(set(ages)) == 1, (fused, ages)
    assert np.all(np.isfinite(ages))
    print("proved")
