"""Advantage estimates against a window of recent rewards."""

from __future__ import annotations

import collections

import tensorflow as tf

_window: collections.deque = collections.deque(maxlen=16)
_scale = None


def _reward_scale():
    """A running scale of the rewards, shared by everything in this module."""
    global _scale
    if _scale is None:
        _scale = tf.Variable(1.0, trainable=False)  # expect: tf-global-none-guard
    return _scale


def discounted(rewards, gamma: float = 0.95):
    """Discounted sums of a [time] vector, from the back."""
    reverse = tf.reverse(rewards, [0])
    sums = tf.scan(lambda total, reward: reward + gamma * total, reverse)
    return tf.reverse(sums, [0])


def make_estimator(window, compiled: bool = True):
    """A function from rewards to advantages that also remembers each episode's length."""

    def estimate(rewards):
        returns = discounted(rewards)
        push = window.append
        push(rewards.shape[0])  # expect: tf-container-mutation
        scale = _reward_scale()
        scale.assign(0.9 * scale + 0.1 * tf.math.reduce_std(returns))
        return (returns - tf.reduce_mean(returns)) / (scale + 1e-6)

    return tf.function(estimate) if compiled else estimate


def mean_length(window) -> float:
    """Mean episode length in the window."""
    return sum(window) / max(len(window), 1)


def episodes():
    """Five episodes, all of one length but the last."""
    for seed, length in enumerate((4, 4, 4, 4, 9)):
        yield tf.random.stateless_uniform([length], [seed, 3])


if __name__ == "__main__":
    lengths, scales = {}, {}
    for compiled in (True, False):
        _window.clear()
        estimator = make_estimator(_window, compiled)
        for rewards in episodes():
            assert estimator(rewards).shape == rewards.shape
        lengths[compiled] = list(_window)
        scales[compiled] = float(_reward_scale())
        _reward_scale().assign(1.0)
    # The variable is made in the first call, so the first length is noted twice in the graph.
    assert lengths[False] == [4, 4, 4, 4, 9], lengths
    assert lengths[True] == [4, 4, 9], lengths
    assert abs(scales[True] - scales[False]) < 1e-5, scales
    print("proved")
