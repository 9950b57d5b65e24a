"""A Bayesian count of moths: a sampler with Hamiltonian steps, its prior and its diagnostics."""
import dataclasses
import math
from typing import NamedTuple

import numpy as np
import tensorflow as tf

COUNTS = np.array([3, 5, 2, 8, 4], dtype=np.float32)


class State(NamedTuple):
    """Where the sampler is."""

    position: tf.Tensor
    energy: tf.Tensor


@dataclasses.dataclass(frozen=True)
class Prior:
    mean: float
    scale: float

    def log_prob(self, x):
        z = (x - self.mean) / self.scale
        return -0.5 * z * z - math.log(self.scale) - 0.5 * math.log(2.0 * math.pi)

    @classmethod
    def from_counts(cls, counts):
        logs = np.log1p(counts)
        return cls(float(logs.mean()), max(float(logs.std()), 1e-2))


LOG_FACTORIALS = np.array([math.lgamma(count + 1.0) for count in COUNTS], dtype=np.float32)


class Sampler(tf.Module):
    def __init__(self, prior, step=0.05, leaps=4):
        super().__init__()
        self.prior = prior
        self.step = step / math.sqrt(leaps)
        self.leaps = leaps
        self.accepted = tf.Variable(0, dtype=tf.int32)

    def log_prob(self, x):
        likelihood = tf.reduce_sum(COUNTS * x - tf.exp(x) - LOG_FACTORIALS)
        return likelihood + self.prior.log_prob(x)

    def gradient(self, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            value = self.log_prob(x)
        return value, tape.gradient(value, x)

    @tf.function
    def advance(self, state, seed):
        momentum = tf.random.stateless_normal([], seed)
        start = state.energy + 0.5 * momentum**2
        x = state.position
        for _ in range(self.leaps):
            momentum += 0.5 * self.step * self.gradient(x)[1]
            x += self.step * momentum
            momentum += 0.5 * self.step * self.gradient(x)[1]
        energy = -self.log_prob(x)
        gain = start - energy - 0.5 * momentum**2
        if tf.math.log(tf.random.stateless_uniform([], seed + 1)) < gain:
            self.accepted.assign_add(int(x.shape.rank == 0))
            state = State(x, energy)
        return state

    def start(self):
        position = tf.constant(self.prior.mean)
        return State(position, -self.log_prob(position))


@tf.function
def summaries(draws):
    """Quantiles by sorting; the sizes are static, so their places are Python's."""
    count = draws.shape[0]
    ordered = tf.sort(draws)
    low, high = int(0.1 * count), math.floor(0.9 * count)
    middle = np.median(np.arange(count))
    rhat = tf.math.reduce_std(draws) / (tf.math.reduce_std(draws[: count // 2]) + np.finfo(np.float32).eps)
    return ordered[low], ordered[high], ordered[round(float(middle))], rhat


def diagnostics(draws):
    values = np.exp(np.asarray(draws))
    lagged = np.corrcoef(values[1:], values[:-1])[0, 1]
    return {"mean": float(values.mean()), "lag": round(lagged.item(), 3), "text": f"{values.max():.2f}"}


def run(count=15):
    sampler = Sampler(Prior.from_counts(COUNTS))
    state, draws = sampler.start(), []
    for k in range(count):
        state = sampler.advance(state, tf.constant([k, 3]))
        draws.append(state.position.numpy())
        if not math.isfinite(state.energy):
            break
    values = [float(v) for v in summaries(tf.constant(draws))]
    return [*values, int(sampler.accepted), *draws], diagnostics(draws)


if __name__ == "__main__":
    graph, report = run()
    tf.config.run_functions_eagerly(True)
    eager, other = run()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph, eager, rtol=1e-3)
    assert report["text"] == other["text"] and abs(report["mean"] - other["mean"]) < 1e-2
    assert 0 < graph[4] <= 15
    print("proved")
