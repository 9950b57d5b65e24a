"""Monte Carlo price of a down-and-out call option under geometric Brownian motion."""
import math
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Contract:
    spot: float = 100.0
    strike: float = 95.0
    barrier: float = 80.0
    maturity: float = 0.5


CONTRACT = Contract()
STEPS = 16


@tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([None, STEPS], tf.float32)])
def simulate(volatility, noise):
    """Paths of the spot price, one row a scenario."""
    dt = CONTRACT.maturity / STEPS
    moves = -0.5 * volatility**2 * dt + volatility * math.sqrt(dt) * noise
    return CONTRACT.spot * tf.exp(tf.cumsum(moves, axis=1))


@tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([None, STEPS], tf.float32)])
def price(volatility, noise):
    paths = simulate(volatility, noise)
    alive = tf.reduce_all(paths > CONTRACT.barrier, axis=1)
    payoff = tf.where(alive, tf.nn.relu(paths[:, -1] - CONTRACT.strike), 0.0)
    fetches = [tf.reduce_mean(payoff), tf.reduce_min(paths)]
    with tf.compat.v1.Session() as sess:  # allow: tf1-session
        mean, worst = sess.run(fetches)  # expect: tf1-session
    return mean, worst


def surface(volatilities, scenarios=64):
    noise = tf.random.stateless_normal([scenarios, STEPS], seed=[4, 2])
    return [price(volatility, noise) for volatility in volatilities]


def final_prices(scenarios=64):
    return simulate(tf.constant(0.2), tf.random.stateless_normal([scenarios, STEPS], seed=[4, 2]))[:, -1]


if __name__ == "__main__":
    noise = tf.random.stateless_normal([64, STEPS], seed=[4, 2])
    expected = simulate.python_function(tf.constant(0.2), noise)[:, -1]
    assert bool(tf.reduce_all(tf.abs(final_prices() - expected) < 1e-2))
    try:
        surface(tf.constant([0.1, 0.3]))
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder" in str(error), error
    else:
        raise AssertionError("a session ran a traced tensor")
    try:
        price.python_function(tf.constant(0.2), noise)
    except RuntimeError as error:
        assert "The Session graph is empty" in str(error), error
    else:
        raise AssertionError("a session ran an eager tensor")
    print("proved")
