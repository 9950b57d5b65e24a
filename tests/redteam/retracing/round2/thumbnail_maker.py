"""Command-line tool: makes thumbnails of generated pictures, fitted or filled."""
from __future__ import annotations

import argparse
from typing import Iterator

import numpy as np
import tensorflow as tf


@tf.function
def thumbnail(picture: tf.Tensor, *, mode: str, side: int, gray: bool = False) -> tf.Tensor:
    if mode == "fill":
        picture = tf.image.central_crop(picture, 0.5)
    small = tf.image.resize(picture, [side, side], preserve_aspect_ratio=mode == "fit")
    small = tf.image.resize_with_crop_or_pad(small, side, side)
    return tf.image.rgb_to_grayscale(small) if gray else small


def pictures(count: int, seed: int) -> Iterator[tuple[str, np.ndarray]]:
    rng = np.random.default_rng(seed)
    number = 0
    while number < count:
        height, width = (16, 24) if number % 3 else (24, 16)
        yield f"picture-{number:02d}", rng.random((height, width, 3), np.float32)
        number += 1


class Album:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.pages: dict[str, tf.Tensor] = {}

    def _mode(self, pixels: np.ndarray) -> str:
        return "fit" if pixels.shape[1] > pixels.shape[0] else "fill"

    def add(self, name: str, pixels: np.ndarray) -> None:
        self.pages[name] = thumbnail(
            tf.constant(pixels), mode=self._mode(pixels), side=self.options.side, gray=self.options.gray)


def main(argv: list[str] | None = None) -> Album:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=7)
    parser.add_argument("--side", type=int, default=8)
    parser.add_argument("--gray", action="store_true")
    album = Album(parser.parse_args(argv))
    for name, pixels in pictures(album.options.count, seed=2):
        album.add(name, pixels)
    return album


if __name__ == "__main__":
    album = main(["--side", "6"])
    assert len(album.pages) == 7 and {tuple(page.shape) for page in album.pages.values()} == {(6, 6, 3)}
    assert thumbnail.experimental_get_tracing_count() == 2
    main(["--side", "6", "--count", "20"])
    assert thumbnail.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    for name, page in main(["--side", "6"]).pages.items():
        np.testing.assert_allclose(page, album.pages[name], rtol=1e-5)
    print("proved")
