"""Fits a Nelson-Siegel curve to bond yields and discounts cash flows with it."""
import math
from math import exp

import tensorflow as tf

HALF_LIFE = math.log(2.0)
MATURITIES = tf.constant([0.5, 1.0, 2.0, 5.0, 10.0])


def loadings(maturities: tf.Tensor, decay: tf.Tensor) -> tf.Tensor:
    scaled = maturities / decay
    slope = (1.0 - tf.exp(-scaled)) / scaled
    return tf.stack([tf.ones_like(scaled), slope, slope - tf.exp(-scaled)], axis=1)


@tf.function
def fit_curve(yields: tf.Tensor, decay: tf.Tensor) -> tf.Tensor:
    """Level, slope and curvature by least squares."""
    design = loadings(MATURITIES, decay)
    return tf.linalg.lstsq(design, yields[:, None])[:, 0]


@tf.function
def long_discount(curve: tf.Tensor, years: tf.Tensor) -> tf.Tensor:
    """The price of one unit paid far in the future, where only the level counts."""
    level = curve[0]
    return tf.constant(1.0) * exp(-level * years)  # expect: tf-python-cast


@tf.function
def half_price_years(curve: tf.Tensor) -> tf.Tensor:
    return HALF_LIFE / float(curve[0])


@tf.function
def is_inverted(curve: tf.Tensor, tolerance: float = 1e-4) -> tf.Tensor:
    inverted = bool(curve[1] > tolerance)  # expect: tf-python-cast
    return tf.constant("inverted" if inverted else "normal")


def report(yields):
    curve = fit_curve(yields, tf.constant(2.0))
    print("level %.4f, halves in %.1f years" % (float(curve[0]), float(half_price_years(curve))))
    print("30-year discount", float(long_discount(curve, tf.constant(30.0))))
    print("the curve is", is_inverted(curve).numpy().decode())


if __name__ == "__main__":
    quotes = tf.constant([0.021, 0.022, 0.025, 0.029, 0.031])
    curve = fit_curve(quotes, tf.constant(2.0))
    assert abs(float(half_price_years(curve)) - HALF_LIFE / float(curve[0])) < 1e-3
    years = tf.constant(30.0)
    eager = long_discount.python_function(curve, years)
    assert abs(float(eager) - exp(-30 * float(curve[0]))) < 1e-5
    assert is_inverted.python_function(curve).numpy() == b"normal"
    try:
        report(quotes)
    except TypeError as error:
        assert "must be real number, not SymbolicTensor" in str(error)
        assert "exp(-level * years)" in str(error)
    else:
        raise AssertionError("math.exp took a symbolic tensor")
    try:
        is_inverted(curve)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "bool(curve[1] > tolerance)" in str(error)
    else:
        raise AssertionError("bool took a symbolic tensor")
    print("proved")
