"""Sharpens a large image tile by tile and stitches the tiles together."""
import functools

import numpy as np
import tensorflow as tf


@tf.function
def sharpen(image, top, left, *, size, amount):
    """The sharpened tile whose upper left corner is given."""
    tile = image[top:top + size, left:left + size]
    smooth = tf.nn.avg_pool2d(tile[None, :, :, None], 3, 1, "SAME")[0, :, :, 0]
    return tf.clip_by_value(tile + amount * (tile - smooth), 0.0, 1.0)


def corners(height, width, size):
    """Yields the corners of the tiles, row by row."""
    top = 0
    while top < height:
        yield from ((top, left) for left in range(0, width, size))
        top += size


class Stitcher:
    def __init__(self, size):
        self.size = size
        self.written = 0

    def run(self, image, enhance):
        height, width = image.shape
        canvas = np.zeros((height, width), np.float32)
        for top, left in corners(height, width, self.size):
            tile = enhance(image, top, left)  # expect: tf-python-scalar-arg
            self._paste(canvas, tile.numpy(), top, left)
        return canvas

    def _paste(self, canvas, tile, top, left):
        canvas[top:top + self.size, left:left + self.size] = tile
        self.written += 1


def enhance_image(pixels, size=4, amount=0.5):
    enhance = functools.partial(sharpen, size=size, amount=amount)
    stitcher = Stitcher(size)
    return stitcher.run(tf.constant(pixels, tf.float32), enhance), stitcher.written


if __name__ == "__main__":
    pixels = np.random.default_rng(0).random((8, 12))
    result, tiles = enhance_image(pixels)
    assert tiles == 6 and result.shape == (8, 12)
    assert sharpen.experimental_get_tracing_count() == 6
    image = tf.constant(pixels, tf.float32)
    for column in (0, 4, 8):
        again = sharpen(image, tf.constant(0), tf.constant(column), size=4, amount=0.5)
        np.testing.assert_allclose(again, result[0:4, column:column + 4], rtol=1e-5)
    assert sharpen.experimental_get_tracing_count() == 7
    print("proved")
