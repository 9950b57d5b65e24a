"""Backtest of a momentum rule on a list of closing prices."""
import tensorflow as tf

CLOSES = [100.0, 101.5, 101.0, 103.0, 104.2, 103.9, 105.1, 107.0, 106.2, 108.4]
LOOKBACK = 4


@tf.function
def signal(window):
    prices = tf.stack(window)
    returns = prices[1:] / prices[:-1] - 1.0
    return tf.sign(tf.reduce_mean(returns))


def windows(values, size):
    for start in range(len(values) - size):
        yield values[start : start + size], values[start + size]


class Portfolio:
    def __init__(self, cash=1000.0):
        self.value = cash
        self.trades = 0

    def hold(self, position, now, then):
        self.value *= 1.0 + position * (then / now - 1.0)
        self.trades += 1


def backtest(closes):
    portfolio = Portfolio()
    for window, following in windows(closes, LOOKBACK):
        position = float(signal(window))  # expect: tf-python-container-arg
        portfolio.hold(position, window[-1], following)
    return portfolio


if __name__ == "__main__":
    outcome = backtest(CLOSES)
    print(f"{outcome.trades} trades, {outcome.value:.2f}")
    assert signal.experimental_get_tracing_count() == len(CLOSES) - LOOKBACK
    for piece, _ in windows(CLOSES, LOOKBACK):
        signal(tf.constant(piece))
    assert signal.experimental_get_tracing_count() == len(CLOSES) - LOOKBACK + 1
    print("proved")
