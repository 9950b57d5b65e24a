"""Functional optimisers: `init`, `update`, `append` return new values and change nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf


class Chain(tuple):
    """An immutable sequence with the methods of a list, which return new sequences."""

    def append(self, item) -> "Chain":
        return Chain((*self, item))

    def extend(self, items) -> "Chain":
        return Chain((*self, *items))

    def insert(self, index, item) -> "Chain":
        return Chain((*self[:index], item, *self[index:]))


class Transform(NamedTuple):
    """A gradient transformation."""

    init: Any
    update: Any


class MomentumState(NamedTuple):
    trace: tf.Tensor
    count: tf.Tensor


def scale(factor: float) -> Transform:
    return Transform(lambda params: (), lambda grads, state: (factor * grads, state))


def momentum(decay: float) -> Transform:
    def init(params):
        return MomentumState(tf.zeros_like(params), tf.constant(0))

    def update(grads, state):
        state = state._replace(trace=decay * state.trace + grads)
        state = state._replace(count=state.count + 1)
        return state.trace, state

    return Transform(init, update)


def clip(limit: float) -> Transform:
    return Transform(lambda params: (), lambda grads, state: (tf.clip_by_norm(grads, limit), state))


class Optimizer:
    """Applies transforms in order."""

    def __init__(self, *transforms):
        self.transforms = Chain().extend(transforms)

    def with_clipping(self, limit: float) -> "Optimizer":
        return Optimizer(*self.transforms.insert(0, clip(limit)))

    def init(self, params):
        return tuple(transform.init(params) for transform in self.transforms)

    def update(self, grads, states):
        kept = Chain()
        for transform, state in zip(self.transforms, states):
            grads, state = transform.update(grads, state)
            kept = kept.append(state)
        return grads, tuple(kept)


def rosenbrock(p):
    return (1.0 - p[0]) ** 2 + 100.0 * (p[1] - p[0] ** 2) ** 2


def make_step(optimizer: Optimizer):
    def step(params, states):
        with tf.GradientTape() as tape:
            tape.watch(params)
            loss = rosenbrock(params)
        grads, states = optimizer.update(tape.gradient(loss, params), states)
        return params - grads, states, loss

    return step


def descend(step, optimizer, calls: int = 5):
    params = tf.constant([-1.0, 1.0])
    states, losses = optimizer.init(params), []
    for _ in range(calls):
        params, states, loss = step(params, states)
        losses.append(float(loss))
    return losses, params.numpy(), tf.nest.flatten(states)


if __name__ == "__main__":
    optimizer = Optimizer(momentum(0.9), scale(1e-3)).with_clipping(5.0)
    step = make_step(optimizer)
    eager, graph = descend(step, optimizer), descend(tf.function(step), optimizer)
    np.testing.assert_allclose(eager[0], graph[0], rtol=1e-5)
    np.testing.assert_allclose(eager[1], graph[1], rtol=1e-5)
    for a, b in zip(eager[2], graph[2]):
        np.testing.assert_allclose(a, b, rtol=1e-5)
    assert int(graph[2][-1]) == 5
    print("proved")
