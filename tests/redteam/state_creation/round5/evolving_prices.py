"""Market making on a toy book: one process-wide reference price."""
from __future__ import annotations

import keras
import tensorflow as tf

REFERENCE = tf.Variable(100.0, trainable=False)
TRADES = keras.Variable(0.0, trainable=False)
SPREAD = 0.5


def quote(inventory: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Bid and ask around the reference, skewed by what is held."""
    skew = 0.1 * inventory
    return REFERENCE - SPREAD - skew, REFERENCE + SPREAD - skew


def _mark(price: tf.Tensor) -> None:
    global REFERENCE
    REFERENCE = 0.5 * REFERENCE + 0.5 * price  # expect: tf-variable-rebound  allow: tf-global-write, tf-tensor-leak


def _book(volume: tf.Tensor) -> None:
    global TRADES
    TRADES += volume  # expect: tf-variable-rebound  allow: tf-global-write, tf-tensor-leak


class MarketMaker:
    def __init__(self) -> None:
        self.inventory = tf.Variable(0.0)
        self.on_trade = tf.function(self._on_trade, autograph=False)

    def _on_trade(self, price: tf.Tensor, volume: tf.Tensor) -> tf.Tensor:
        bid, ask = quote(self.inventory)
        bought = tf.where(price <= bid, volume, 0.0)
        sold = tf.where(price >= ask, volume, 0.0)
        self.inventory.assign_add(bought - sold)
        for note, value in ((_mark, price), (_book, volume)):
            note(value)
        return ask - bid


def trade(maker: MarketMaker, prices: list[float]) -> None:
    for price in prices:
        maker.on_trade(tf.constant(price), tf.constant(1.0))


if __name__ == "__main__":
    prices = [98.0, 104.0, 104.0]
    tf.config.run_functions_eagerly(True)
    trade(MarketMaker(), prices)
    assert float(REFERENCE) == 102.75 and float(TRADES) == 3.0
    tf.config.run_functions_eagerly(False)
    REFERENCE = tf.Variable(100.0, trainable=False)  # allow: tf-variable-rebound
    TRADES = keras.Variable(0.0, trainable=False)  # allow: tf-variable-rebound
    maker = MarketMaker()
    trade(maker, prices)
    assert not hasattr(REFERENCE, "numpy") and not hasattr(TRADES, "numpy")
    for leaked in (REFERENCE, TRADES):
        try:
            leaked + 1.0
        except TypeError as error:
            assert "out of scope" in str(error)
        else:
            raise AssertionError("the tensor could be used")
    print("proved")
