"""Measures galaxies in cut-outs: moments, ellipticity, robust backgrounds."""
import functools

import numpy
import tensorflow as tf

SIDE = 5
lower_quartile = functools.partial(numpy.quantile, q=0.25)
grid = numpy.arange(SIDE) - SIDE // 2


def coordinates(dtype=numpy.float32):
    ys, xs = numpy.meshgrid(grid, grid, indexing="ij")
    return ys.astype(dtype), xs.astype(dtype)


class Background:
    """Subtracts a level that each survey estimates in its own way."""

    def level(self, image):
        return tf.reduce_min(image)

    def subtract(self, image):
        return tf.maximum(image - self.level(image), 0.0)


class QuartileBackground(Background):
    def level(self, image):
        return lower_quartile(image)  # expect: tf-numpy-op


class StagedQuartileBackground(Background):
    def level(self, image):
        ordered = tf.sort(tf.reshape(image, [-1]))
        return ordered[(int(numpy.prod(image.shape)) - 1) // 4]


def moments(image):
    ys, xs = coordinates()
    flux = tf.reduce_sum(image)
    return [tf.reduce_sum(image * weight) / flux for weight in (xs * xs, ys * ys, xs * ys)]


class Survey:
    def __init__(self, background):
        self.background = background

    @tf.function
    def ellipticity(self, image):
        xx, yy, xy = moments(self.background.subtract(image))
        return tf.stack([(xx - yy) / (xx + yy), 2.0 * xy / (xx + yy)])

    @tf.function
    def angle(self, image):
        first, second = tf.unstack(self.ellipticity(image))
        return 0.5 * numpy.arctan2(second, first)  # expect: tf-numpy-op

    @tf.function
    def staged_angle(self, image):
        first, second = tf.unstack(self.ellipticity(image))
        return 0.5 * tf.math.atan2(second, first) * (180.0 / numpy.pi)


def galaxy():
    ys, xs = coordinates()
    return tf.constant(numpy.exp(-(xs**2 / 4.0 + ys**2 / 2.0 + xs * ys / 3.0)) + 0.1)


def failure(method, *args):
    try:
        method(*args)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error)
        return str(error)
    raise AssertionError("NumPy took a symbolic tensor")


if __name__ == "__main__":
    image = galaxy()
    plain, quartile, staged = (Survey(k()) for k in (Background, QuartileBackground, StagedQuartileBackground))
    tf.config.run_functions_eagerly(True)
    eager = quartile.ellipticity(image), float(plain.angle(image)), plain.ellipticity(image)
    tf.config.run_functions_eagerly(False)
    numpy.testing.assert_allclose(staged.ellipticity(image), eager[0], rtol=1e-4)
    numpy.testing.assert_allclose(plain.ellipticity(image), eager[2], rtol=1e-4)
    assert abs(float(plain.staged_angle(image)) - numpy.degrees(eager[1])) < 1e-3
    assert "lower_quartile(image)" in failure(quartile.ellipticity, image)
    assert "numpy.arctan2(second, first)" in failure(plain.angle, image)
    print("proved")
