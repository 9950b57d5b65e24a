"""Preprocessing of nested observations before they reach a policy."""

from __future__ import annotations

import copy

import numpy as np
import tensorflow as tf


def _standardize(value, mean=0.0, scale=1.0):
    return (value - mean) / scale


def _merge(*parts, **options):
    """Concatenates parts; understands axis and drops what it does not know."""
    axis = options.pop("axis", -1)
    options.clear()
    parts = list(parts)
    parts.append(tf.ones_like(parts[0][..., :1]))
    return tf.concat(parts, axis=axis)


@tf.function
def filter_observation(observation, keys, **kwargs):
    """Standardises the wanted entries of an observation and flattens them."""
    scale = kwargs.pop("scale", 2.0)
    kwargs.setdefault("mean", 0.5)
    observation = dict(observation)
    observation["velocity"] = tf.clip_by_value(observation["velocity"], -1.0, 1.0)
    observation.pop("debug", None)
    wanted = list(keys)
    wanted.remove("id")
    nested = copy.copy(observation["sensors"])
    nested["lidar"] = tf.math.log1p(nested["lidar"])
    observation.update(nested)
    del observation["sensors"]
    parts = [_standardize(observation[name], scale=scale, **kwargs) for name in wanted]
    return _merge(*parts, axis=-1, unused=1), observation


def make_observation(seed: int):
    position, velocity, lidar = tf.unstack(tf.random.stateless_uniform([3, 2, 3], [seed, seed]))
    return {
        "position": position,
        "velocity": 3.0 * velocity,
        "sensors": {"lidar": lidar},
        "debug": tf.zeros([1]),
    }


class Policy:
    """A linear policy over filtered observations."""

    keys = ("position", "id", "velocity", "lidar")

    def __init__(self, fn=filter_observation):
        self.fn = fn
        self.calls = 0

    def act(self, observation):
        self.calls += 1
        features, cleaned = self.fn(observation, self.keys, scale=4.0)
        return tf.reduce_sum(features, axis=-1), cleaned


if __name__ == "__main__":
    eager, graph = Policy(filter_observation.python_function), Policy()
    for seed in range(4):
        observation = make_observation(seed)
        before = sorted(observation)
        a, a_clean = eager.act(observation)
        b, b_clean = graph.act(observation)
        np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=1e-6)
        assert sorted(a_clean) == sorted(b_clean) == ["lidar", "position", "velocity"]
        assert sorted(observation) == before and list(observation["sensors"]) == ["lidar"]
    assert eager.calls == graph.calls == 4
    print("proved")
