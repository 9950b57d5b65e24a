"""Prices options on a lattice; some steps are written without AutoGraph."""
import functools

import tensorflow as tf

STEPS = 8
plain_function = functools.partial(tf.function, autograph=False)


def payoff(price, strike):
    return tf.maximum(price - strike, 0.0)


def exercise(held, price, strike):
    """American options are exercised when that is worth more."""
    now = payoff(price, strike)
    return tf.where(now > held, now, held)


@plain_function
def barrier(price, strike, level):
    """Knocked out when the price is above the level."""
    if price > level:  # expect: tf-tensor-bool-unconverted
        return tf.zeros_like(price)
    return payoff(price, strike)


@plain_function
def staged_barrier(price, strike, level):
    return tf.cond(price > level, lambda: tf.zeros_like(price), lambda: payoff(price, strike))


@tf.function(autograph=False)
def lattice(price, strike, up, american=True):
    """Backward induction: the loop is over a few steps that Python knows."""
    down = 1.0 / up
    chance = (1.0 - down) / (up - down)
    prices = price * tf.stack([up ** (2.0 * k - STEPS) for k in range(STEPS + 1)])
    values = payoff(prices, strike)
    for step in range(STEPS - 1, -1, -1):
        values = chance * values[1:] + (1.0 - chance) * values[:-1]
        if american:
            prices = price * tf.stack([up ** (2.0 * k - step) for k in range(step + 1)])
            values = exercise(values, prices, strike)
    return values[0]


@tf.function
def implied(price, strike, target):
    """Bisection for the factor up that gives the target."""
    low, high = 1.01, 2.0
    for _ in tf.range(40):
        middle = 0.5 * (low + high)
        value = lattice(price, strike, middle)
        if value < target:
            low = middle
        else:
            high = middle
        if high - low < 1e-4: break
    return 0.5 * (low + high)


@tf.function
def ladder(price, strikes):
    """The first strike in the money."""
    chosen = tf.constant(-1.0)
    for strike in strikes:
        chosen = strike
        if payoff(price, strike) > 0.0: break  # expect: tf-tensor-break-in-python-loop
    return chosen


@tf.function
def staged_ladder(price, strikes):
    chosen = tf.constant(-1.0)
    for strike in tf.stack(strikes):
        chosen = strike
        if payoff(price, strike) > 0.0: break
    return chosen


if __name__ == "__main__":
    price, strike, up = tf.constant(100.0), tf.constant(95.0), tf.constant(1.05)
    for american in (True, False):
        graph, eager = lattice(price, strike, up, american), lattice.python_function(price, strike, up, american)
        assert abs(float(graph - eager)) < 1e-3
    tf.config.run_functions_eagerly(True)
    expected = float(implied(price, strike, tf.constant(12.0)))
    tf.config.run_functions_eagerly(False)
    assert abs(float(implied(price, strike, tf.constant(12.0))) - expected) < 1e-3
    for level in (90.0, 120.0):
        arguments = price, strike, tf.constant(level)
        assert barrier.python_function(*arguments) == staged_barrier(*arguments)
    strikes = [tf.constant(s) for s in (120.0, 90.0, 80.0)]
    assert ladder.python_function(price, strikes) == staged_ladder(price, strikes) == 90.0
    try:
        barrier(price, strike, tf.constant(120.0))
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("a function without AutoGraph was converted")
    try:
        ladder(price, strikes)
    except NotImplementedError as error:
        assert "break and return statements which depend on a TF condition" in str(error), error
    else:
        raise AssertionError("a Python loop was left on a tensor")
    print("proved")
