"""Dynamic prices of ferry tickets: rules by load, season and group size."""
from __future__ import annotations

import tensorflow as tf

BASE = 20.0


def season_factor(month: tf.Tensor) -> tf.Tensor:
    """High in summer, low in winter."""
    if month >= 6 and month <= 8:
        factor = 1.5
    elif month <= 2:  # expect: tf-branch-undefined
        factor = 0.75
    return factor


def staged_season_factor(month: tf.Tensor) -> tf.Tensor:
    factor = 1.0
    if month >= 6 and month <= 8:
        factor = 1.5
    elif month <= 2:
        factor = 0.75
    return factor


@tf.function
def price(month: tf.Tensor, load: tf.Tensor) -> tf.Tensor:
    return BASE * season_factor(month) * (1.0 + 0.5 * load)


@tf.function
def staged_price(month: tf.Tensor, load: tf.Tensor) -> tf.Tensor:
    return BASE * staged_season_factor(month) * (1.0 + 0.5 * load)


@tf.function
def group_discount(people: tf.Tensor, amount: tf.Tensor) -> tf.Tensor:
    """Large groups pay a flat fee, small ones a reduced sum."""
    if people > 4:
        if people > 20:  # expect: tf-branch-undefined
            return tf.constant(250.0)
        reduced = 0.9 * amount
    else:
        reduced = amount
    return reduced


@tf.function
def staged_group_discount(people: tf.Tensor, amount: tf.Tensor) -> tf.Tensor:
    reduced = amount
    if people > 20:
        reduced = tf.constant(250.0)
    elif people > 4:
        reduced = 0.9 * amount
    return reduced


@tf.function
def surcharge(weight: tf.Tensor, amount: tf.Tensor, flexible: bool = False) -> tf.Tensor:
    if flexible:
        fee = tf.constant(5.0)
    if weight > 20.0:
        extra = 0.5 * (weight - 20.0)
        amount = amount + extra
    if flexible:
        amount = amount + fee
    return amount


def outcome(function, *args):
    try:
        return float(function(*args))
    except ValueError as error:
        return str(error)


if __name__ == "__main__":
    load = tf.constant(0.5)
    for month in (7, 1):
        assert price.python_function(tf.constant(month), load) == staged_price(tf.constant(month), load)
    text = outcome(price, tf.constant(7), load)
    assert "'factor' must also be initialized in the else branch" in text and "in season_factor" in text, text
    for people in (2, 9, 30):
        arguments = tf.constant(people), tf.constant(100.0)
        assert group_discount.python_function(*arguments) == staged_group_discount(*arguments)
    text = outcome(group_discount, tf.constant(2), tf.constant(100.0))
    assert "'reduced' must also be initialized in the main branch" in text, text
    for weight in (10.0, 30.0):
        for flexible in (False, True):
            arguments = tf.constant(weight), tf.constant(50.0), flexible
            assert surcharge(*arguments) == surcharge.python_function(*arguments)
    print("proved")
