"""Risk of a portfolio: volatility, value at risk, and bands around the daily value."""
from __future__ import annotations

from math import ceil, erf, log, sqrt

import tensorflow as tf

DAYS = 252
Z95 = 1.645


def annualised(daily: tf.Tensor, days: int = DAYS) -> tf.Tensor:
    return daily * sqrt(days)


def volatility(returns: tf.Tensor) -> tf.Tensor:
    """Standard deviation of the daily returns, a year's worth."""
    variance = tf.math.reduce_variance(returns)
    return annualised(tf.constant(sqrt(variance)))  # expect: tf-python-cast


def staged_volatility(returns: tf.Tensor) -> tf.Tensor:
    return annualised(tf.sqrt(tf.math.reduce_variance(returns)))


@tf.function
def value_at_risk(returns: tf.Tensor, weights: tf.Tensor) -> tf.Tensor:
    daily = tf.linalg.matvec(returns, weights)
    return Z95 * volatility(daily)


@tf.function
def staged_value_at_risk(returns: tf.Tensor, weights: tf.Tensor) -> tf.Tensor:
    daily = tf.linalg.matvec(returns, weights)
    confidence = 0.5 * (1.0 + erf(Z95 / sqrt(2.0)))
    window = ceil(log(returns.shape[0], 2))
    return Z95 * staged_volatility(daily) + 0.0 * (confidence + window)


@tf.function
def band(value: tf.Tensor, spread: tf.Tensor) -> tf.Tensor:
    """Lower and upper bound, in whole units."""
    low, high = float(value - spread), float(value + spread)
    return tf.stack([tf.floor(low), tf.math.ceil(high)])


@tf.function
def grade(spread: tf.Tensor) -> tf.Tensor:
    """A letter for the width of the band."""
    letters = ["A", "B", "C", "D"]
    rank = tf.cast(tf.clip_by_value(spread * 10.0, 0.0, 3.0), tf.int32)
    return tf.constant(letters[int(rank)])  # expect: tf-python-cast


@tf.function
def staged_grade(spread: tf.Tensor) -> tf.Tensor:
    rank = tf.cast(tf.clip_by_value(spread * 10.0, 0.0, 3.0), tf.int32)
    return tf.gather(["A", "B", "C", "D"], int(rank))


def market() -> tuple[tf.Tensor, tf.Tensor]:
    returns = [[0.01, -0.02], [0.0, 0.01], [-0.01, 0.03], [0.02, 0.0]]
    return tf.constant(returns), tf.constant([0.6, 0.4])


if __name__ == "__main__":
    assets = market()
    eager = value_at_risk.python_function(*assets)
    assert abs(float(eager - staged_value_at_risk(*assets))) < 1e-5
    for width in (0.1, 0.25, 2.0):
        spread = tf.constant(width)
        assert grade.python_function(spread) == staged_grade(spread)
        value = tf.constant(7.3)
        assert band(value, spread).numpy().tolist() == band.python_function(value, spread).numpy().tolist()
    failures = {}
    for function, arguments in ((value_at_risk, assets), (grade, (tf.constant(0.1),))):
        try:
            function(*arguments)
        except TypeError as error:
            failures[function.python_function.__name__] = str(error)
    assert "must be real number, not SymbolicTensor" in failures["value_at_risk"]
    assert "sqrt(variance)" in failures["value_at_risk"]
    assert "list indices must be integers or slices" in failures["grade"]
    print("proved")
