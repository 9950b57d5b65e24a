"""A limit order book: fills and fees for batches of orders, by venue."""
from enum import Enum

import tensorflow as tf


class Venue(Enum):
    LIT = "lit"
    DARK = "dark"
    AUCTION = "auction"


def filled(size, depth):
    return tf.minimum(size, depth)


@tf.function
def fee(notional, venue):
    """Fees depend on the venue, and are capped for large trades."""
    match venue:  # expect: tf-autograph-unconverted
        case Venue.LIT:
            rate = 0.003
        case Venue.DARK:
            rate = 0.001
        case _:
            rate = 0.002
    amount = rate * notional
    if amount > 5.0:
        amount = 5.0 + 0.1 * (amount - 5.0)
    return amount


@tf.function
def fee_from_table(notional, venue):
    rate = {Venue.LIT: 0.003, Venue.DARK: 0.001}.get(venue, 0.002)
    amount = rate * notional
    if amount > 5.0:
        amount = 5.0 + 0.1 * (amount - 5.0)
    return amount


@tf.function
def rebate(notional, venue):
    """Without conditions on tensors."""
    match venue:
        case Venue.LIT | Venue.AUCTION:
            share = 0.1
        case _:
            share = 0.0
    return tf.maximum(share * notional, 0.0)


@tf.function
def sweep(size, depths):
    """Takes liquidity level by level."""
    left = size
    taken = tf.TensorArray(tf.float32, size=tf.size(depths), element_shape=[])
    for level in tf.range(tf.size(depths)):
        amount = filled(left, depths[level])
        taken = taken.write(level, amount)
        left -= amount
        if left <= 0.0:
            break
    return taken.stack(), left


def book():
    return tf.constant(7.0), tf.constant([3.0, 2.0, 4.0, 5.0])


if __name__ == "__main__":
    trade = tf.constant(4000.0)
    small = tf.constant(100.0)
    for function in (fee_from_table, rebate):
        for amount in (trade, small, trade):
            eager = function.python_function(amount, Venue.LIT)
            assert abs(function(amount, Venue.LIT) - eager) < 1e-5
    assert abs(fee.python_function(trade, Venue.LIT) - fee_from_table(trade, Venue.LIT)) < 1e-5
    parts, rest = sweep(*book())
    assert parts.numpy().tolist() == [3.0, 2.0, 2.0, 0.0] and float(rest) == 0.0
    eager_parts, _ = sweep.python_function(*book())
    assert eager_parts.numpy().tolist() == parts.numpy().tolist()
    try:
        fee(trade, Venue.LIT)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error)
    else:
        raise AssertionError("match was converted")
    print("proved")
