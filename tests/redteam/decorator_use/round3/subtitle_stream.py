"""Subtitles for a broadcaster: text is cut into windows that fit on the screen, and scored for reading speed."""
from __future__ import annotations

from typing import AsyncIterator, Iterator

import tensorflow as tf

WINDOW, STEP = 4, 2


class Cutter:
    """Cuts an encoded text; subclasses say how."""

    def cut(self, codes: tf.Tensor):
        raise NotImplementedError

    def compile(self):
        return tf.function(self.cut)


class Frames(Cutter):
    def cut(self, codes):
        return tf.signal.frame(codes, WINDOW, STEP)


class Windows(Cutter):
    def starts(self, length: int) -> Iterator[int]:
        place = 0
        while place + WINDOW <= length:
            yield place
            place += STEP

    def cut(self, codes):
        return tf.stack([codes[start : start + WINDOW] for start in self.starts(codes.shape[0])])


class LazyWindows(Windows):
    def cut(self, codes):  # expect: tf-generator
        for start in self.starts(codes.shape[0]):
            window = codes[start : start + WINDOW]
            yield window - tf.reduce_min(window)


class Feed:
    """What is sent while somebody still speaks."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter

    @tf.function
    def speed(self, codes: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(tf.cast(self.cutter.cut(codes), tf.float32), axis=-1)

    @tf.function
    async def live(self, codes: tf.Tensor) -> AsyncIterator[tf.Tensor]:  # expect: tf-async  allow: tf-generator
        for window in tf.unstack(self.cutter.cut(codes)):
            yield window


def encoded(seed: int, length: int = 8) -> tf.Tensor:
    return tf.random.stateless_uniform([length], [seed, 4], maxval=60, dtype=tf.int32)


if __name__ == "__main__":
    for cutter in (Frames(), Windows()):
        compiled, feed = cutter.compile(), Feed(cutter)
        for seed in range(3):
            codes = encoded(seed)
            assert compiled(codes).numpy().tolist() == cutter.cut(codes).numpy().tolist()
            gap = feed.speed(codes) - Feed.speed.python_function(feed, codes)
            assert float(tf.reduce_max(tf.abs(gap))) < 1e-5
    lazy, feed = LazyWindows(), Feed(Frames())
    assert len(list(lazy.cut(encoded(1)))) == 3
    compiled = lazy.compile()
    for call, kind in ((lambda: compiled(encoded(1)), "generator"), (lambda: feed.live(encoded(1)), "async_generator")):
        try:
            call()
        except TypeError as error:
            assert f"found return value of type {kind}" in str(error), error
        else:
            raise AssertionError(kind)
    print("proved")
