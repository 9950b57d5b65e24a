"""Reading speed of subtitles, measured over batches of lines of like length."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

LINES = """
Where were you last night
I waited
The train left without us and nobody had told the guard
No
It was the third time this month that she had lost her keys on the way home
Hurry up
We should have taken the other road
You always say that when it is too late to turn around
""".strip().splitlines()


def word_lengths(line: str) -> list[int]:
    return [len(word) for word in line.split()]


def pad(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Pads the rows to the longest of them."""
    longest = max(map(len, rows))
    values = np.zeros((len(rows), longest), np.float32)
    mask = np.zeros_like(values)
    for index, row in enumerate(rows):
        values[index, : len(row)] = row
        mask[index, : len(row)] = 1.0
    return values, mask


def batches(lines: list[str], size: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    ordered = sorted((word_lengths(line) for line in lines), key=len)
    for start in range(0, len(ordered), size):
        yield pad(ordered[start:start + size])


@tf.function
def seconds_needed(values: tf.Tensor, mask: tf.Tensor, per_letter: tf.Tensor) -> tf.Tensor:
    effort = per_letter * values + 0.05 * mask
    return tf.reduce_sum(effort, axis=1)


class SpeedMeter:
    """Keeps the slowest line and the mean over all lines."""

    def __init__(self, per_letter: float = 0.03) -> None:
        self.per_letter = tf.constant(per_letter)
        self.seconds: list[float] = []

    def update(self, values: np.ndarray, mask: np.ndarray) -> None:
        needed = seconds_needed(values, mask, self.per_letter)  # expect: tf-shape-retrace
        self.seconds.extend(needed.numpy().tolist())

    @property
    def summary(self) -> dict[str, float]:
        return {"slowest": max(self.seconds), "mean": sum(self.seconds) / len(self.seconds)}


def measure(lines: list[str], size: int = 2) -> dict[str, float]:
    meter = SpeedMeter()
    for values, mask in batches(lines, size):
        meter.update(values, mask)
    return meter.summary


if __name__ == "__main__":
    summary = measure(LINES)
    widths = {values.shape for values, _ in batches(LINES, 2)}
    assert len(widths) == 4
    assert seconds_needed.experimental_get_tracing_count() == 4
    assert summary["slowest"] > summary["mean"] > 0.0
    relaxed = tf.function(seconds_needed.python_function, reduce_retracing=True)
    for values, mask in batches(LINES, 2):
        relaxed(values, mask, tf.constant(0.03))
    assert relaxed.experimental_get_tracing_count() == 2
    print("proved")
