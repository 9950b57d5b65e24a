"""Roots by bracketing: the first method that suits the function is compiled and driven from the shell."""
from __future__ import annotations

import argparse
import sys

import tensorflow as tf

SCALAR = tf.TensorSpec([], tf.float32)


def cubic(x: tf.Tensor) -> tf.Tensor:
    return x**3 - 2.0 * x - 5.0


class Bisection:
    name = "bisection"

    def suits(self, low: float, high: float) -> bool:
        return low < high

    def point(self, low: tf.Tensor, high: tf.Tensor) -> tf.Tensor:
        return 0.5 * (low + high)


class FalsePosition(Bisection):
    name = "false position"

    def suits(self, low: float, high: float) -> bool:
        return super().suits(low, high) and high - low < 2.0

    def point(self, low: tf.Tensor, high: tf.Tensor) -> tf.Tensor:
        return high - cubic(high) * (high - low) / (cubic(high) - cubic(low))


@tf.function(input_signature=[SCALAR, SCALAR])
def brackets(low: tf.Tensor, high: tf.Tensor) -> tf.Tensor:
    return cubic(low) * cubic(high) < 0.0


def solve(low: float, high: float, tolerance: float, limit: int = 60) -> tuple[str, float, int]:
    for method in (FalsePosition(), Bisection()):
        if method.suits(low, high):
            propose = tf.function(method.point, input_signature=[SCALAR, SCALAR])
            break
    else:
        raise ValueError(f"no method for [{low}, {high}]")
    for tries in range(1, limit + 1):
        middle = float(propose(low, high))
        if abs(float(cubic(middle))) < tolerance:
            break
        low, high = (low, middle) if brackets(low, middle) else (middle, high)
    assert propose.experimental_get_tracing_count() == 1
    return method.name, middle, tries


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("low", type=float)
    parser.add_argument("high", type=float)
    parser.add_argument("--tolerance", type=float, default=1e-3)
    options = parser.parse_args(argv)
    name, root, tries = solve(options.low, options.high, options.tolerance)
    print(f"{name}: {root:.4f} after {tries} tries")
    return tries


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["1", "4"]
    assert main(arguments) > 4
    assert FalsePosition().suits(2.0, 3.0) and not FalsePosition().suits(1.0, 4.0)
    assert brackets.experimental_get_tracing_count() == 1
    print("proved")
