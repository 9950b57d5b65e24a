"""Forecasts pollen with an ensemble: keras.ops in traced code, NumPy in the checks around it."""
import keras
import numpy as np
import tensorflow as tf
from keras import ops

HOURS = 4
rng = np.random.default_rng(24)


def member(seed):
    keras.utils.set_random_seed(seed)
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(HOURS)])


class Ensemble:
    """Members are Keras models; their mean and spread are computed by operations."""

    def __init__(self, *seeds):
        self.members = [member(seed) for seed in seeds]
        self.metric = keras.metrics.MeanAbsoluteError()
        self.loss = keras.losses.Huber(delta=float(np.sqrt(4.0)))

    @tf.function
    def forecast(self, weather):
        members = ops.stack([model(weather, training=False) for model in self.members])
        mean, spread = ops.mean(members, axis=0), ops.std(members, axis=0)
        peak = ops.argmax(mean, axis=-1)
        share = ops.sum(ops.cast(ops.isfinite(members), "float32")) / float(len(self.members))
        bounded = ops.clip(mean, -3.0, 3.0) + ops.zeros_like(spread)
        return bounded, spread, peak, share / ops.cast(ops.size(mean), "float32")

    @tf.function
    def score(self, weather, measured):
        mean = self.forecast(weather)[0]
        self.metric.update_state(measured, mean)
        loss = self.loss(measured, mean)
        crps = ops.mean(ops.abs(ops.where(measured > mean, measured - mean, ops.sqrt(ops.square(measured - mean)))))
        norms = [ops.norm(w) for model in self.members for w in model.trainable_weights]
        return loss, crps, sum(norms) / len(norms)

    @tf.function
    def nudge(self, rate):
        """Weights are moved by operations on variables."""
        for model in self.members:
            for weight in model.trainable_weights:
                weight.assign(weight * (1.0 - rate))
        return ops.shape(self.members[0].trainable_weights[0])[-1] * rate


def check(ensemble, weather, measured):
    """Eager: arrays and numbers of what the graphs return."""
    mean, spread, peak, share = (ops.convert_to_numpy(t) for t in ensemble.forecast(weather))
    assert np.isfinite(mean).all() and np.all(spread >= 0.0) and float(share) == 1.0
    direct = np.mean([model.predict(weather, verbose=0) for model in ensemble.members], axis=0)
    np.testing.assert_allclose(mean, np.clip(direct, -3.0, 3.0), rtol=1e-4, atol=1e-5)
    assert peak.tolist() == direct.argmax(axis=-1).tolist()
    loss, crps, norm = (float(v) for v in ensemble.score(weather, measured))
    shift = float(ensemble.nudge(tf.constant(0.1)))
    return [round(v, 4) for v in (loss, crps, norm, shift, float(ensemble.metric.result()))]


WEATHER = tf.constant(rng.normal(size=(5, 3)).astype(np.float32))
MEASURED = tf.constant(rng.normal(size=(5, HOURS)).astype(np.float32))


def observed():
    ensemble = Ensemble(1, 2, 3)
    return [check(ensemble, WEATHER, MEASURED) for _ in range(3)]


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph, eager, rtol=1e-3, atol=1e-3)
    assert graph[0] != graph[1]
    print("proved")
