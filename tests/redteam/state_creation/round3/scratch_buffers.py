"""Overlap-add filtering; the tail buffer for each frame length is kept in a dictionary."""
from __future__ import annotations

import tensorflow.compat.v2 as tf


class OverlapAdd:
    """FIR filter that carries the tail of a frame into the next one."""

    def __init__(self, taps: list[float]) -> None:
        self.taps = tf.constant(taps)
        self._tails: dict[int, tf.Variable] = {}
        self.process = tf.function(self._process)

    def _tail(self, frame: int) -> tf.Variable:
        if frame not in self._tails:
            self._tails[frame] = tf.Variable(tf.zeros([len(self.taps) - 1]))  # expect: tf-late-state-creation
        return self._tails[frame]

    def _convolve(self, signal: tf.Tensor) -> tf.Tensor:
        kernel = tf.reverse(self.taps, axis=[0])[:, None, None]
        pad = len(self.taps) - 1
        padded = tf.pad(signal, [[pad, pad]])
        return tf.nn.conv1d(padded[None, :, None], kernel, stride=1, padding="VALID")[0, :, 0]

    def _process(self, signal: tf.Tensor) -> tf.Tensor:
        frame = signal.shape[0]
        tail = self._tail(frame)
        full = self._convolve(signal)
        head = full[:frame] + tf.pad(tail, [[0, frame - tail.shape[0]]])
        tail.assign(full[frame:])
        return head

    def reset(self) -> None:
        for tail in self._tails.values():
            tail.assign(tf.zeros_like(tail))


def filter_stream(unit: OverlapAdd, frames: list[list[float]]) -> list[list[float]]:
    """Filters frames one after the other."""
    unit.reset()
    return [unit.process(tf.constant(frame)).numpy().tolist() for frame in frames]


def compare_frame_lengths(unit: OverlapAdd) -> tuple[list[list[float]], list[list[float]]]:
    """The same signal in frames of four and of two samples."""
    long = filter_stream(unit, [[1.0, 0.0, 0.0, 2.0], [0.0, 1.0, 0.0, 0.0]])
    short = filter_stream(unit, [[1.0, 0.0], [0.0, 2.0], [0.0, 1.0], [0.0, 0.0]])
    return long, short


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    long, short = compare_frame_lengths(OverlapAdd([0.5, 0.25, 0.125]))
    assert sum(long, []) == sum(short, []) == [0.5, 0.25, 0.125, 1.0, 0.5, 0.75, 0.25, 0.125]
    tf.config.run_functions_eagerly(False)
    unit = OverlapAdd([0.5, 0.25, 0.125])
    frames = [[1.0, 0.0, 0.0, 2.0], [0.0, 1.0, 0.0, 0.0]]
    assert filter_stream(unit, frames) == long and filter_stream(unit, frames) == long
    try:
        compare_frame_lengths(unit)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "self._tails[frame] = tf.Variable" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
