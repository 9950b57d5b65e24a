"""Clearing prices of an electricity auction, through a base class that compiles `clear` of its children."""
import tensorflow as tf


class Outcome:
    def __init__(self, price, volume):
        self.price = price
        self.volume = volume

    def revenue(self):
        return self.price * self.volume


class Market:
    """Children write `_clear`; it is compiled here."""

    def __init__(self, name):
        self.name = name
        self.clear = tf.function(self._clear)

    def _clear(self, prices, supply, demand):
        raise NotImplementedError

    def marginal(self, prices, supply, demand):
        order = tf.argsort(prices)
        filled = tf.cumsum(tf.gather(supply, order)) >= demand
        place = tf.argmax(tf.cast(filled, tf.int32))
        return tf.gather(prices, tf.gather(order, place))


class Uniform(Market):
    def _clear(self, prices, supply, demand):
        price = self.marginal(prices, supply, demand)
        return {"price": price, "volume": tf.minimum(demand, tf.reduce_sum(supply))}


class PayAsBid(Market):
    def _clear(self, prices, supply, demand):
        order = tf.argsort(prices)
        ordered = tf.gather(supply, order)
        before = tf.cumsum(ordered, exclusive=True)
        taken = tf.clip_by_value(demand - before, 0.0, ordered)
        price = tf.reduce_sum(taken * tf.gather(prices, order)) / tf.reduce_sum(taken)
        return Outcome(price, tf.reduce_sum(taken))  # expect: tf-non-tensor-return


class Capped(Uniform):
    def _clear(self, prices, supply, demand):
        result = super()._clear(prices, supply, demand)
        return {**result, "price": tf.minimum(result["price"], 50.0)}


def bids():
    return tf.constant([30.0, 10.0, 70.0]), tf.constant([5.0, 3.0, 10.0]), tf.constant(12.0)


if __name__ == "__main__":
    uniform, capped = Uniform("day ahead"), Capped("balancing")
    for market, price in ((uniform, 70.0), (capped, 50.0)):
        graph, eager = market.clear(*bids()), market._clear(*bids())
        assert float(graph["price"]) == float(eager["price"]) == price
        assert float(graph["volume"]) == float(eager["volume"]) == 12.0
    bid = PayAsBid("reserve")
    assert abs(float(bid._clear(*bids()).revenue()) - 460.0) < 1e-3
    try:
        bid.clear(*bids())
    except TypeError as error:
        assert "found return value of type Outcome" in str(error), error
    else:
        raise AssertionError("an outcome left the graph")
    print("proved")
