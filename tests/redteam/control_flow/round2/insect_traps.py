"""Counts insects in traps over the days; modes and options are Python, so branches of them are, too."""
from __future__ import annotations

import dataclasses
import enum
from typing import Optional

import tensorflow as tf


class Mode(enum.Enum):
    MEAN = "mean"
    PEAK = "peak"


@dataclasses.dataclass(frozen=True)
class Options:
    mode: Mode = Mode.MEAN
    window: int = 2
    floor: Optional[float] = None
    names: tuple[str, ...] = ("moth", "beetle")

    def validate(self) -> Options:
        if self.window < 1:
            raise ValueError("the window is empty")
        assert self.names, "no insects"
        return self


class Counter(tf.Module):
    def __init__(self, options: Options):
        super().__init__()
        self.options = options.validate()
        self.days = tf.Variable(0)

    def reduce(self, counts: tf.Tensor) -> tf.Tensor:
        if self.options.mode is Mode.MEAN:
            return tf.reduce_mean(counts, axis=0)
        elif self.options.mode is Mode.PEAK:
            return tf.reduce_max(counts, axis=0)
        raise NotImplementedError(self.options.mode)

    def floor_of(self, counts: tf.Tensor):
        if self.options.floor is not None:
            return tf.maximum(counts, self.options.floor)

    @tf.function
    def summary(self, counts: tf.Tensor, weights: Optional[tf.Tensor] = None, verbose: bool = False):
        if counts.shape[-1] != len(self.options.names):
            raise ValueError(f"{counts.shape[-1]} columns for {len(self.options.names)} insects")
        if weights is None:
            weights = tf.ones([counts.shape[0]])
        else:
            weights = weights / tf.reduce_sum(weights)
        if verbose:
            label = "weighted"
        smoothed = counts * weights[:, tf.newaxis]
        for offset in range(1, self.options.window):
            smoothed = smoothed + tf.roll(smoothed, offset, axis=0)
        result = self.reduce(smoothed)
        floored = self.floor_of(result)
        if floored is not None:
            result = floored
        if tf.reduce_sum(result) > 100.0:
            result = tf.math.log(result)
        self.days.assign_add(counts.shape[0])
        table = {}
        for index, name in enumerate(self.options.names):
            if name in table:
                return table
            table[name] = result[index]
        if verbose:
            table[label] = tf.reduce_sum(weights)
        return table


def traps() -> list[tf.Tensor]:
    return [tf.constant([[1.0, 4.0], [3.0, 2.0], [0.0, 9.0]]), tf.constant([[90.0, 80.0], [70.0, 99.0], [1.0, 2.0]])]


CONFIGURATIONS = Options(), Options(mode=Mode.PEAK, window=3), Options(floor=2.0)


def observed(mean: Counter, peak: Counter, floored: Counter):
    rows = []
    for counter in (mean, peak, floored):
        for counts in traps():
            rows.append(counter.summary(counts))
            rows.append(counter.summary(counts, tf.constant([1.0, 2.0, 1.0]), verbose=True))
        rows.append({"days": counter.days.read_value()})
    return [{name: float(value) for name, value in row.items()} for row in rows]


if __name__ == "__main__":
    graph = observed(*map(Counter, CONFIGURATIONS))
    tf.config.run_functions_eagerly(True)
    eager = observed(*map(Counter, CONFIGURATIONS))
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert a.keys() == b.keys() and all(abs(a[k] - b[k]) < 1e-4 for k in a), (a, b)
    print("proved")
