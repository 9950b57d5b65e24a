"""American options on a binomial tree, and the early exercise boundary by bisection."""
from __future__ import annotations

import tensorflow as tf

UP, DOWN, RATE = 1.1, 0.9, 0.01
PROBABILITY = (1.0 + RATE - DOWN) / (UP - DOWN)


class AmericanPut(tf.Module):
    def __init__(self, strike: float, levels: int):
        super().__init__()
        self.strike = tf.constant(strike)
        self.levels = levels

    def exercise(self, spot):
        return tf.nn.relu(self.strike - spot)

    def tree(self, spot, level=0):
        """The value at a node; the depth of the tree is a Python number."""
        if level == self.levels:
            return self.exercise(spot)
        up, down = self.tree(spot * UP, level + 1), self.tree(spot * DOWN, level + 1)
        held = (PROBABILITY * up + (1.0 - PROBABILITY) * down) / (1.0 + RATE)
        return tf.maximum(self.exercise(spot), held)

    @tf.function
    def value(self, spot):
        return self.tree(spot)

    def narrow(self, low, high):
        middle = 0.5 * (low + high)
        gain = self.tree(middle) - self.exercise(middle)
        low, high = tf.where(gain > 1e-4, low, middle), tf.where(gain > 1e-4, middle, high)
        return self.boundary(low, high)  # expect: tf-recursion

    @tf.function
    def boundary(self, low, high):
        """The highest spot at which exercising at once is best."""
        if high - low < 0.01:
            return low
        return self.narrow(low, high)  # allow: tf-recursion

    @tf.function
    def boundary_by_loop(self, low, high):
        while high - low >= 0.01:
            middle = 0.5 * (low + high)
            if self.tree(middle) - self.exercise(middle) > 1e-4:
                high = middle
            else:
                low = middle
        return low


if __name__ == "__main__":
    put = AmericanPut(100.0, 4)
    for spot in tf.constant([80.0, 100.0, 115.0]):
        assert abs(float(put.value(spot)) - float(put.tree(spot))) < 1e-4
    ends = tf.constant(60.0), tf.constant(120.0)
    loop = float(put.boundary_by_loop(*ends))
    tf.config.run_functions_eagerly(True)
    assert abs(float(put.boundary(*ends)) - loop) < 1e-4
    tf.config.run_functions_eagerly(False)
    try:
        put.boundary(*ends)
    except Exception as error:
        assert type(error).__name__ == "StagingError", error
        assert "maximum recursion depth exceeded" in str(error)
    else:
        raise AssertionError("the bisection ended while it was traced")
    print("proved")
