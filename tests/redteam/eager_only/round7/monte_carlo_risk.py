"""Value at risk by simulation: graphs make the paths, plain Python reads and reports them."""
from __future__ import annotations

import bisect
import functools
import math
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf

LIMITS = [0.0, 5.0, 20.0, 100.0]
SKEW = [0.0, 0.05]


@dataclass
class Report:
    name: str
    levels: dict[str, float] = field(default_factory=dict)

    def add(self, label: str, value: tf.Tensor) -> None:
        self.levels[f"{label}:{value:.1f}"] = float(value)


@tf.function
def simulate(spot: tf.Tensor, drift: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    steps = tf.random.stateless_normal([64, 10], seed)
    growth = drift / 10.0 + steps * math.sqrt(0.04 / 10.0)
    return spot * tf.exp(tf.cumsum(growth, axis=1))


def percentile(losses: tf.Tensor, q: float) -> tf.Tensor:
    return tf.constant(np.percentile(losses.numpy(), q), tf.float32)


def bucket(loss: tf.Tensor) -> int:
    return bisect.bisect_right(LIMITS, loss.numpy())


def smile(strike: tf.Tensor) -> tf.Tensor:
    """Called for each strike by an eager map, so it sees values."""
    moneyness = math.log(strike / 100.0)
    return tf.constant(0.2 + 0.1 * moneyness**2 + SKEW[int(strike > 100.0)])


def worst(left: tf.Tensor, right: tf.Tensor) -> tf.Tensor:
    return left if bool(left > right) else right


@tf.function
def tail_mean(losses: tf.Tensor, threshold: tf.Tensor) -> tf.Tensor:
    """The mean beyond the threshold, in units that NumPy picks from its value."""

    def unit(value):
        return np.float32(10.0 ** np.floor(np.log10(max(float(value), 1.0))))

    scale = tf.numpy_function(unit, [threshold], tf.float32)
    tail = tf.boolean_mask(losses, losses >= threshold)
    return tf.reduce_mean(tail) / tf.reshape(scale, [])


def assess(name: str, spots: tf.Tensor) -> Report:
    report = Report(name)
    losses = [spot - simulate(spot, tf.constant(0.02), tf.constant([3, 1]))[:, -1] for spot in spots]
    joint = tf.add_n(losses)
    level = percentile(joint, 95.0)
    report.add("var", level)
    report.add("shortfall", tail_mean(joint, level))
    report.add("bucket", tf.constant(float(bucket(level))))
    report.add("vol", tf.reduce_mean(tf.map_fn(smile, spots)))
    report.add("worst", functools.reduce(worst, [tf.reduce_max(loss) for loss in losses]))
    return report


def main() -> Report:
    return assess("desk", tf.constant([90.0, 110.0]))


if __name__ == "__main__":
    report = main()
    assert len(report.levels) == 5 and not any("Tensor(" in key for key in report.levels)
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert list(report.levels) == list(eager.levels)
    for key, value in report.levels.items():
        assert abs(value - eager.levels[key]) < 1e-2, key
    print("proved")
