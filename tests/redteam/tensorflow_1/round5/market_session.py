"""A simulated trading day: sessions are run, rules are evaluated, feeds are dictionaries of quotes."""
from dataclasses import dataclass, field

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
def smooth(quotes, factor):
    return tf.scan(lambda level, quote: level + factor * (quote - level), quotes)


class Rule:
    """A condition on the last smoothed quote."""

    def __init__(self, text):
        self.name, self.sign, bound = text.split()
        self.bound = float(bound)

    def eval(self, quotes):
        last = float(quotes[-1])
        return last > self.bound if self.sign == ">" else last < self.bound


@dataclass
class Session:
    """One stretch of trading; `run` gives what the rules say about the feed."""

    rules: list
    factor: float = 0.5
    placeholder: str = "-"
    orders: list = field(default_factory=list)

    def __enter__(self):
        self.orders.clear()
        return self

    def __exit__(self, *unused):
        return False

    def run(self, rule, feed_dict):
        if rule.name not in feed_dict:
            return self.placeholder
        smoothed = smooth(tf.constant(feed_dict[rule.name]), tf.constant(self.factor))
        decision = "buy" if rule.eval(smoothed.numpy()) else "wait"
        self.orders.append((rule.name, decision))
        return decision


def trade(feeds):
    rules = [Rule("grain > 10.5"), Rule("copper < 3.0"), Rule("tea > 1.0")]
    answers = []
    with Session(rules) as sess:
        for feed_dict in feeds:
            answers.append([sess.run(rule, feed_dict=feed_dict) for rule in sess.rules])
    return answers, sess.orders


if __name__ == "__main__":
    feeds = [{"grain": [10.0, 11.0, 12.0], "copper": [3.5, 3.4, 3.3]}, {"grain": [12.0, 9.0, 9.0]}]
    answers, orders = trade(feeds)
    assert answers == [["buy", "wait", "-"], ["wait", "-", "-"]], answers
    assert len(orders) == 3
    quotes = tf.constant([1.0, 2.0, 4.0])
    eager = smooth.python_function(quotes, tf.constant(0.25))
    assert bool(tf.reduce_all(smooth(quotes, tf.constant(0.25)) == eager))
    assert smooth.experimental_get_tracing_count() == 1
    print("proved")
