"""Rebalances a holding to whole lots, with a number of trades and a volatility target."""
import math

import tensorflow as tf

TRADING_DAYS = 252
ANNUAL = math.sqrt(TRADING_DAYS)
LOT_SIZES = [1, 5, 10]


def lot_size(tier: int) -> int:
    return LOT_SIZES[int(tier)]


class Rebalancer(tf.Module):
    def __init__(self, target: float, tier: int, fee: float = 0.001):
        super().__init__()
        self.daily_target = float(target) / ANNUAL
        self.lot = lot_size(tier)
        self.fee = fee
        self.cash = tf.Variable(1000.0)

    @tf.function
    def shares(self, price, weight):
        """As many shares as the weight buys in whole lots."""
        lots = int(weight * self.cash / (price * self.lot))
        return tf.constant(self.lot) * lots

    @tf.function
    def leverage(self, returns):
        volatility = float(tf.math.reduce_std(returns))
        scale = self.daily_target / (volatility + math.exp(-20.0))
        return tf.minimum(scale, math.log(float(len(LOT_SIZES))) + 1.0)

    @tf.function
    def trade(self, held, wanted, price, days):
        """Trades at most a lot a day, on whole days."""
        for _ in range(int(days)):
            step = tf.clip_by_value(wanted - held, -self.lot, self.lot)
            if bool(self.fee > 0.0):
                self.cash.assign_sub(float(abs(step)) * price * self.fee)
            held += step
        return held, float(self.cash)

    @tf.function
    def drawdown(self, returns):
        days = int(returns.shape[0])
        total = tf.cumsum(returns)
        return float(tf.reduce_min(total)) / float(days), int(tf.argmin(total)) + 1


def rebalance(rebalancer, price, weight, returns):
    scale = rebalancer.leverage(returns)
    wanted = rebalancer.shares(price, weight * scale)
    held, cash = rebalancer.trade(tf.zeros_like(wanted), wanted, price, tf.constant(3.5))
    return [scale, wanted, held, cash, *rebalancer.drawdown(returns)]


def market():
    return tf.constant(20.0), tf.constant(0.5), 0.02 * tf.sin(tf.range(24.0))


if __name__ == "__main__":
    graph = rebalance(Rebalancer(0.15, tier=1), *market())
    tf.config.run_functions_eagerly(True)
    eager = rebalance(Rebalancer(0.15, tier=1), *market())
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) == 6
    for a, b in zip(graph, eager):
        assert abs(float(a) - float(b)) < 1e-3, (graph, eager)
    assert int(graph[2]) == 15 and abs(float(graph[3]) - 999.7) < 1e-2, graph
    print("proved")
