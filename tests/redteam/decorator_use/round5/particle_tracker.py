"""A particle filter for a moving robot; its cloud of particles passes in and out of the graph."""
import dataclasses
from typing import NamedTuple, Optional

import tensorflow as tf


@dataclasses.dataclass
class Cloud:
    places: tf.Tensor
    weights: tf.Tensor

    def __tf_flatten__(self):
        return (), (self.places, self.weights)

    @classmethod
    def __tf_unflatten__(cls, metadata, leaves):
        return cls(*leaves)


class Estimate(NamedTuple):
    mean: tf.Tensor
    spread: tf.Tensor
    note: Optional[str] = None


class Beacon(tf.experimental.ExtensionType):
    place: tf.Tensor
    noise: tf.Tensor


@tf.function
def move(cloud, velocity, jitter):
    return Cloud(cloud.places + velocity + jitter, cloud.weights)


@tf.function
def weigh(cloud, beacon, measured):
    error = tf.norm(cloud.places - beacon.place, axis=1) - measured
    weights = cloud.weights * tf.exp(-0.5 * tf.square(error / beacon.noise))
    return Cloud(places=cloud.places, weights=weights / tf.reduce_sum(weights))


@tf.function
def estimate(cloud):
    mean = tf.linalg.matvec(cloud.places, cloud.weights, transpose_a=True)
    spread = tf.reduce_sum(cloud.weights * tf.reduce_sum(tf.square(cloud.places - mean), axis=1))
    return Estimate(mean, spread)


@tf.function
def calibrate(beacon, factor):
    return Beacon(place=beacon.place, noise=beacon.noise * factor)


@tf.function
def log_weights(cloud, best: tf.Variable):
    best.assign(tf.maximum(best, tf.reduce_max(cloud.weights)))


def track(count=40):
    places = tf.random.stateless_normal([count, 2], seed=[1, 8])
    cloud = Cloud(places, tf.fill([count], 1.0 / count))
    beacon = calibrate(Beacon(tf.constant([3.0, 0.0]), tf.constant(0.25)), tf.constant(2.0))
    best, path = tf.Variable(0.0), []
    for step, measured in enumerate([2.8, 2.5, 2.2]):
        jitter = tf.random.stateless_normal([count, 2], seed=[step, 9], stddev=0.05)
        cloud = weigh(move(cloud, tf.constant([0.3, 0.0]), jitter), beacon, tf.constant(measured))
        log_weights(cloud, best)
        path.append(estimate(cloud))
    return path, best


if __name__ == "__main__":
    path, best = track()
    tf.config.run_functions_eagerly(True)
    eager, eager_best = track()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(path, eager):
        assert isinstance(a, Estimate) and a.note is None
        assert float(tf.reduce_max(tf.abs(a.mean - b.mean))) < 1e-4 and abs(float(a.spread - b.spread)) < 1e-4
    assert abs(float(best) - float(eager_best)) < 1e-5 and estimate.experimental_get_tracing_count() == 1
    print("proved")
