"""Prices barrier options on simulated paths; the inner loops are compiled with XLA."""
import tensorflow as tf

STEPS = 16
PATHS = 64


@tf.function(jit_compile=True)
def simulate(spot, volatility, shocks):
    dt = 1.0 / STEPS
    log_returns = -0.5 * volatility**2 * dt + volatility * tf.sqrt(dt) * shocks
    return spot * tf.exp(tf.cumsum(log_returns, axis=1))


@tf.function(jit_compile=True, reduce_retracing=True)
def knocked_out(paths, barrier):
    return tf.reduce_any(paths >= barrier, axis=1)


@tf.function(jit_compile=True)
def payoff(paths, strike, barrier):
    alive = tf.cast(~knocked_out(paths, barrier), tf.float32)
    return alive * tf.nn.relu(paths[:, -1] - strike)


@tf.function(jit_compile=True)
def quantiles(values):
    ordered = tf.sort(values)
    places = tf.cast(tf.constant([0.5, 0.9, 0.99]) * (PATHS - 1), tf.int32)
    best, where = tf.math.top_k(values, k=3)
    return tf.gather(ordered, places), best, where


@tf.function
def report(spot, volatility, seed):
    shocks = tf.random.stateless_normal([PATHS, STEPS], seed)
    paths = simulate(spot, volatility, shocks)
    values = payoff(paths, spot, 1.3 * spot)
    levels, best, where = quantiles(values)
    label = tf.strings.format("price {}", tf.round(100.0 * tf.reduce_mean(values)))
    return label, levels, best, where


def market():
    return tf.constant(100.0), tf.constant(0.2)


def close(a, b):
    return bool(tf.reduce_all(tf.abs(a - b) < 1e-2))


if __name__ == "__main__":
    spot, volatility = market()
    for seed in tf.constant([[1, 2], [3, 4], [5, 6]]):
        label, levels, best, where = report(spot, volatility, seed)
        tf.config.run_functions_eagerly(True)
        eager = report(spot, volatility, seed)
        tf.config.run_functions_eagerly(False)
        assert close(levels, eager[1]) and close(best, eager[2])
        assert where.shape == eager[3].shape
        assert label.numpy().startswith(b"price ")
    assert report.experimental_get_tracing_count() == 1
    print("proved")
