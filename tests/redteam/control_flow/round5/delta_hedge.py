"""Keeps an option position hedged and tracks the last quote."""
import tensorflow as tf


class QuoteBoard(tf.Module):
    """Last price and number of ticks of one symbol."""

    def __init__(self):
        super().__init__()
        self.last = tf.Variable(0.0)
        self.ticks = tf.Variable(0)

    @tf.function
    def on_tick(self, price):
        # exchanges send zeros when a market is halted
        if price <= 0.0:  # expect: tf-branch-return
            return  # allow: tf-branch-return
        self.last.assign(price)
        self.ticks.assign_add(1)


@tf.function
def discount_factor(rate, years):
    if rate >= 0.0:  # allow: tf-branch-return
        return tf.exp(-rate * years)  # allow: tf-branch-return
    elif rate < 0.0:  # expect: tf-branch-return
        return 1.0 - rate * years  # allow: tf-branch-return


@tf.function
def rebalance(delta, position, spot, cash):
    """Trades the difference when it is worth the fee."""
    gap = delta - position
    if tf.abs(gap) > 0.02:  # expect: tf-branch-undefined
        order = gap  # allow: tf-branch-undefined
        fee = 0.001 * tf.abs(gap) * spot  # allow: tf-branch-undefined
    cash -= order * spot + fee
    return position + order, cash


def main():
    board = QuoteBoard()
    position, cash = tf.constant(0.0), tf.constant(100.0)
    for price, delta in [(100.0, 0.5), (104.0, 0.62), (99.0, 0.45)]:
        spot = tf.constant(price)
        board.on_tick(spot)
        position, cash = rebalance(tf.constant(delta), position, spot, cash)
    return cash * discount_factor(tf.constant(0.02), tf.constant(0.5))


if __name__ == "__main__":
    def message(function, *arguments):
        try:
            function(*arguments)
        except ValueError as error:
            return str(error)
        raise AssertionError("no error")

    board = QuoteBoard()
    for price in (10.0, 0.0, 11.0):
        QuoteBoard.on_tick.python_function(board, tf.constant(price))
    assert int(board.ticks) == 2 and float(board.last) == 11.0
    text = message(board.on_tick, tf.constant(10.0))
    assert "branch must also have a return statement" in text and "if price <= 0.0" in text, text

    rate, years = tf.constant(0.02), tf.constant(0.5)
    assert 0.98 < float(discount_factor.python_function(rate, years)) < 1.0
    assert float(discount_factor.python_function(-rate, years)) > 1.0
    assert "branch must also have a return statement" in message(discount_factor, rate, years)

    trade = [tf.constant(v) for v in (0.5, 0.0, 100.0, 100.0)]
    assert float(rebalance.python_function(*trade)[0]) == 0.5
    text = message(rebalance, *trade)
    assert "must also be initialized in the else branch" in text and "if tf.abs(gap) > 0.02" in text, text
    print("proved")
