"""A contextual bandit for ad slots with two arms of an experiment."""
import collections
import contextlib

import numpy as np
import tensorflow as tf


class Auction:
    """The state of the experiment stays in Python and goes in as arguments."""

    def __init__(self, ads):
        self.reserve = 0.1
        self.explore = 1.0
        self.cautious = False
        self.spent = collections.Counter()
        self.estimates = tf.Variable(tf.linspace(0.2, 0.8, ads))
        self.shown = tf.Variable(tf.ones([ads]))

    @tf.function
    def _rank(self, bids, explore, reserve, cautious):
        bonus = tf.sqrt(explore / self.shown)
        quality = self.estimates - bonus if cautious else self.estimates + bonus
        return tf.argmax(tf.where(bids >= reserve, bids * quality, -1.0))

    def choose(self, bids):
        winner = self._rank(
            tf.constant(bids),
            explore=tf.constant(self.explore),
            reserve=tf.constant(self.reserve),
            cautious=self.cautious,
        )
        self.explore *= 0.9
        self.reserve = min(self.reserve + 0.05, 0.5)
        return int(winner)

    def charge(self, ad, price):
        self.spent[ad] += price
        self.shown.assign(tf.tensor_scatter_nd_add(self.shown, [[ad]], [1.0]))

    @contextlib.contextmanager
    def safe_mode(self):
        self.cautious = True
        try:
            yield
        finally:
            self.cautious = False


def day(auction, traffic):
    winners = []
    for hour, bids in enumerate(traffic):
        night = auction.safe_mode() if hour % 4 == 3 else contextlib.nullcontext()
        with night:
            winner = auction.choose(bids)
        auction.charge(winner, bids[winner])
        winners.append(winner)
    return winners


if __name__ == "__main__":
    bids = np.random.default_rng(11).uniform(0.05, 1.0, [24, 4]).astype(np.float32)
    market = Auction(4)
    graph = day(market, bids)
    assert market._rank.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    assert day(Auction(4), bids) == graph and len(set(graph)) > 2
    print("proved")
