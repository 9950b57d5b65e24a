"""Signals and position sizes of a simple trading strategy."""
import tensorflow as tf

FEES = {"retail": 0.002, "broker": 0.0005}
RISK_FREE = 0.01
CHARGED = tf.constant(True)


def crossed(fast, slow):
    return (fast[-1] > slow[-1]) & (fast[-2] <= slow[-2])


@tf.function
def signal(prices, account="retail"):
    """1 to buy, -1 to sell, 0 to wait."""
    fast, slow = prices[-4:], prices[-8:-4]
    rising = crossed(fast, slow)
    calm = tf.math.reduce_std(prices) < 5.0
    fee = max(FEES.values()) if account == "retail" else min(FEES.values())
    if rising and calm:
        action = 1
    elif not rising and prices[-1] < (1.0 - fee) * prices[-2]:
        action = -1
    else:
        action = 0
    return action


@tf.function
def size(capital, volatility):
    share = 0.5 if volatility < 0.2 else 0.25
    if 0.0 < volatility < 0.05 or capital < 100.0:
        share = 0.1
    scale = [share * factor if volatility > 0.1 else share for factor in (1.0, 0.5)]
    clip = lambda value: value if value < 1000.0 else 1000.0
    return tf.stack([clip(part * capital) for part in scale])


@tf.function(autograph=False)
def excess(returns):
    """Not converted, and without a need for it: the flag has a value."""
    if CHARGED:
        returns = returns - RISK_FREE
    if any(fee > 0.001 for fee in FEES.values()):
        returns = returns - 0.001
    return tf.cond(tf.reduce_any(returns < 0.0), lambda: 0.5 * returns, lambda: returns)


@tf.function
def stop_loss(prices, entry):
    limit = tf.maximum(0.9 * entry, prices[0] - 10.0)
    triggered = tf.reduce_any(prices < limit)
    names = [name for name in FEES if name.startswith("r")]
    weight = float(len(names)) or 1.0
    return weight * (limit if triggered else prices[-1])


def main():
    prices = 100.0 + tf.sin(tf.range(16, dtype=tf.float32))
    action = signal(prices)
    if action > 0:
        return size(tf.constant(5000.0), tf.constant(0.15))
    best = max(stop_loss(prices, tf.constant(101.0)), prices[-1])
    return best, excess(prices / 100.0 - 1.0)


if __name__ == "__main__":
    base = 100.0 + tf.sin(tf.range(16, dtype=tf.float32))
    main()
    for prices in (base, base[::-1], tf.sort(base), 8.0 * base):
        assert int(signal(prices)) == int(signal.python_function(prices))
        for entry in (tf.constant(101.0), tf.constant(150.0)):
            assert abs(float(stop_loss(prices, entry) - stop_loss.python_function(prices, entry))) < 1e-3
        ours, theirs = excess(prices / 100.0), excess.python_function(prices / 100.0)
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-5
    for volatility in (0.02, 0.15, 0.3):
        arguments = tf.constant(5000.0), tf.constant(volatility)
        assert size(*arguments).numpy().tolist() == size.python_function(*arguments).numpy().tolist()
    print("proved")
