"""Batches of transfers between accounts whose balances are a variable."""
from __future__ import annotations

import tensorflow as tf

LIMIT = 500.0


class OverdraftError(Exception):
    """An account would fall below zero."""


class Ledger(tf.Module):
    def __init__(self, balances: list[float], currency: str = "EUR"):
        super().__init__()
        if currency not in ("EUR", "CHF"):
            raise ValueError(f"unknown currency {currency}")
        self.currency = currency
        self.balances = tf.Variable(balances)

    def _check_limit(self, amounts: tf.Tensor) -> None:
        if tf.reduce_any(amounts > LIMIT):
            raise ValueError("an amount is above the limit")  # expect: tf-tensor-raise

    def _after(self, source, target, amounts):
        out = tf.math.unsorted_segment_sum(amounts, source, self.balances.shape[0])
        into = tf.math.unsorted_segment_sum(amounts, target, self.balances.shape[0])
        return self.balances - out + into

    @tf.function
    def transfer(self, source, target, amounts):
        """Books a batch, of which none may overdraw an account."""
        result = self._after(source, target, amounts)
        lowest = tf.reduce_min(result)
        if lowest >= 0.0:
            self.balances.assign(result)
        else:
            raise OverdraftError("not enough money")  # expect: tf-tensor-raise
        return lowest

    @tf.function
    def quote(self, amounts):
        """The fees of a batch."""
        if amounts.shape.rank != 1:
            raise ValueError("amounts must be a vector")
        self._check_limit(amounts)
        return tf.reduce_sum(0.01 * amounts)


def requests():
    return tf.constant([0, 1, 0]), tf.constant([2, 2, 1]), tf.constant([30.0, 20.0, 10.0])


if __name__ == "__main__":
    ledger = Ledger([100.0, 50.0, 0.0])
    src, dst, sums = requests()
    tf.config.run_functions_eagerly(True)
    assert float(ledger.transfer(src, dst, sums)) == 40.0
    assert ledger.balances.numpy().tolist() == [60.0, 40.0, 50.0]
    assert abs(float(ledger.quote(sums)) - 0.6) < 1e-6
    tf.config.run_functions_eagerly(False)
    for call, kind, text in (
        (lambda: ledger.transfer(src, dst, sums), OverdraftError, "not enough money"),
        (lambda: ledger.quote(sums), ValueError, "an amount is above the limit"),
    ):
        try:
            call()
        except kind as error:
            assert text in str(error), error
        else:
            raise AssertionError(text)
    assert ledger.balances.numpy().tolist() == [60.0, 40.0, 50.0]
    print("proved")
