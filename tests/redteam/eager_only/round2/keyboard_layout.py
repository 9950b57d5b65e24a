"""The effort of typing on keyboard layouts; Python lists of numbers are arguments of the traced functions."""
import statistics
from typing import NamedTuple, Sequence

import numpy as np
import tensorflow as tf

HOME_ROW = 1
FINGER_COSTS = [1.6, 1.2, 1.0, 1.0]


class Layout(NamedTuple):
    rows: tuple
    name: str

    def distances(self):
        return np.abs(np.asarray(self.rows) - HOME_ROW).astype(np.float32)


HOME = Layout((0, 1, 1, 2), "home")


def normalised(costs: Sequence[float]) -> np.ndarray:
    array = np.asarray(costs, dtype=np.float32)
    return array / np.linalg.norm(array)


@tf.function
def effort(presses, costs):
    """Presses are a tensor, costs a list of Python numbers."""
    assert len(costs) == presses.shape[-1] and np.all(np.greater(costs, 0.0)), f"costs {costs}"
    weights = normalised(costs) * np.float32(1.0 / np.median(costs))
    order = np.argsort(costs)[::-1]
    return tf.linalg.matvec(presses, weights), tf.gather(presses, np.ascontiguousarray(order), axis=1)


@tf.function
def travel(presses, limits=(0.0, 3.0), decay=0.5):
    low, high = np.clip(limits, -1.0, 10.0)
    steps = np.power(decay, np.arange(presses.shape[1])).astype(np.float32)
    longest = np.float32(np.max(HOME.distances()))
    return tf.clip_by_value(presses * steps * HOME.distances() / longest, np.float32(low), np.float32(high))


@tf.function
def penalty(presses, table):
    """A table of Python numbers by the names of hands."""
    left, right = (np.float32(np.sum(table[hand])) for hand in ("left", "right"))
    ratio = np.divide(left, np.maximum(right, 1e-6))
    mean = statistics.fmean(table["left"])
    half = presses.shape[1] // 2
    return ratio * tf.reduce_sum(presses[:, :half]) + np.float32(mean) * tf.reduce_sum(presses[:, half:])


def log_of_presses():
    return tf.constant([[4.0, 1.0, 0.0, 2.0], [0.5, 3.0, 1.0, 1.0]])


if __name__ == "__main__":
    counts = log_of_presses()
    hands = {"left": [1.0, 2.0], "right": [0.5, 0.25]}
    graph = effort(counts, FINGER_COSTS), travel(counts), penalty(counts, hands)
    eager = (
        effort.python_function(counts, FINGER_COSTS),
        travel.python_function(counts),
        penalty.python_function(counts, hands),
    )
    for a, b in zip(tf.nest.flatten(graph), tf.nest.flatten(eager)):
        assert a.dtype == b.dtype and np.allclose(a, b, atol=1e-5), (a, b)
    print("proved")
