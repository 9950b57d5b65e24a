"""Second-price auctions of advertising slots; a bid sheet checks itself when it is made."""
from __future__ import annotations

import dataclasses

import tensorflow as tf

SLOTS = 2


@dataclasses.dataclass
class BidSheet:
    bids: tf.Tensor
    quality: tf.Tensor
    currency: str = "EUR"

    def __post_init__(self):
        assert self.currency in ("EUR", "USD"), f"no auction in {self.currency}"
        assert self.bids.shape == self.quality.shape
        assert tf.reduce_min(self.bids) >= 0.0, "a bid is negative"  # expect: tf-tensor-assert

    @property
    def ranks(self) -> tf.Tensor:
        return self.bids * self.quality


@tf.function
def allocate(bids: tf.Tensor, quality: tf.Tensor):
    """Who gets a slot, and for what price."""
    sheet = BidSheet(bids, quality)
    ranks, winners = tf.math.top_k(sheet.ranks, k=SLOTS + 1)
    prices = ranks[1:] / tf.gather(sheet.quality, winners[:SLOTS])
    return winners[:SLOTS], prices


def check_reserve(prices: tf.Tensor, reserve: tf.Tensor) -> tf.Tensor:
    below = tf.reduce_any(prices < reserve)
    assert not below, "sold below the reserve"  # expect: tf-tensor-assert
    return prices


@tf.function
def revenue(prices: tf.Tensor, clicks: tf.Tensor, reserve: tf.Tensor) -> tf.Tensor:
    assert prices.shape.rank == clicks.shape.rank == 1
    return tf.reduce_sum(check_reserve(prices, reserve) * clicks)


@tf.function
def guarded_revenue(prices: tf.Tensor, clicks: tf.Tensor, reserve: tf.Tensor) -> tf.Tensor:
    tf.debugging.assert_greater_equal(prices, reserve)
    return tf.reduce_sum(prices * clicks)


def offers():
    return tf.constant([2.0, 5.0, 3.0, 1.0]), tf.constant([1.0, 0.5, 0.8, 0.9])


if __name__ == "__main__":
    winners, prices = allocate.python_function(*offers())
    assert winners.numpy().tolist() == [1, 2] and prices.shape == [SLOTS]
    money = prices, tf.constant([10.0, 4.0]), tf.constant(1.5)
    assert float(revenue.python_function(*money)) == float(guarded_revenue(*money))
    for call, culprit in (
        (lambda: allocate(*offers()), "assert tf.reduce_min(self.bids) >= 0.0"),
        (lambda: revenue(*money), "assert not below"),
    ):
        try:
            call()
        except TypeError as error:
            assert "symbolic `tf.Tensor`" in str(error) and culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
